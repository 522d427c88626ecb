// The page for the README's React hook: a person to choose, or nobody, and what the hook gives.

import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { useConsents } from "./hook.jsx";

window.rendered = []; // every answer that was ever on the page

function Consents({ userId }) {
  const { consents, error } = useConsents(userId);
  const titles = consents?.banners.map(({ title }) => title).join(", ");
  const text = consents || error ? `${userId}: ${error ? error.code : titles}` : "loading";
  if (text !== "loading") window.rendered.push(text);
  return <output>{text}</output>;
}

function People() {
  const [userId, setUserId] = useState("usr_asha");
  return (
    <>
      {["usr_asha", "usr_lukas", "usr_meera", "nobody"].map((id) => (
        <button key={id} onClick={() => setUserId(id)}>{id}</button>
      ))}
      {userId !== "nobody" && <Consents userId={userId} />}
    </>
  );
}

createRoot(document.body.appendChild(document.createElement("main"))).render(<StrictMode><People /></StrictMode>);
