import { useEffect, useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import "truconsent-wasm/elements/react";

function App() {
  const [said, say] = useState("nothing yet");
  // React 19 listens by a property; React 18 in an effect.
  const center = useRef(null);
  useEffect(() => center.current.addEventListener("truconsent-recorded", ({ detail }) => say(detail.record.action)), []);
  return <main><h1>React</h1><p id="said">{said}</p><truconsent-center base-url="/api" user-id="usr_asha" ref={center} /></main>;
}

createRoot(document.body.appendChild(document.createElement("div"))).render(<App />);
