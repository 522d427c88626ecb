// The page for the README's React example: a person to choose, or nobody, and what it shows of whom.

import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { Consents } from "./hook.jsx";

window.rendered = []; // everything that was ever on the page

function People() {
  const [userId, setUserId] = useState("usr_asha");
  return (
    <>
      {["usr_asha", "usr_lukas", "usr_meera", "nobody"].map((id) => (
        <button key={id} onClick={() => setUserId(id)}>{id}</button>
      ))}
      {userId !== "nobody" && <output>{userId}: <Consents userId={userId} /></output>}
    </>
  );
}

new MutationObserver(() => {
  const text = document.querySelector("output")?.textContent ?? "";
  if (text && !text.endsWith(": loading")) window.rendered.push(text);
}).observe(document, { subtree: true, childList: true, characterData: true });
createRoot(document.body.appendChild(document.createElement("main"))).render(<StrictMode><People /></StrictMode>);
