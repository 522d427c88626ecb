/** A form that waits for consent: its button names the collection point, and the notice stands beside it. To read, and to copy. */

import "truconsent-wasm/elements";

const form = document.getElementById("form");
let times = 0;

// It is heard only once there is consent.
form.addEventListener("submit", (event) => {
  event.preventDefault();
  times += 1;
  const { email } = Object.fromEntries(new FormData(form));
  document.getElementById("sent").textContent = `Sent ${times === 1 ? "once" : `${times} times`}, for ${email}. In this demo it goes nowhere.`;
});

const session = await fetch("/session", { cache: "no-store" });
if (session.ok) document.querySelector("truconsent-notice").userId = (await session.json()).user_id;
else document.getElementById("problem").textContent = "Nobody is signed in: the notice is shown to a person whom your site knows.";
