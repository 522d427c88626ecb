import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import "truconsent-wasm/elements/react";

function App() {
  const [said, say] = useState("nothing yet");
  return <main><h1>React</h1><p id="said">{said}</p>
    <truconsent-center baseUrl="/api" userId="usr_asha" ontruconsent-recorded={({ detail }) => say(detail.record.action)} /></main>;
}

createRoot(document.body.appendChild(document.createElement("div"))).render(<StrictMode><App /></StrictMode>);
