"use client";

import { useEffect, useRef, useState } from "react";
import "truconsent-wasm/elements/react";

export function Center({ userId }) {
  const center = useRef(null);
  const [phase, setPhase] = useState("");
  // In an effect: React listens to nothing on an element that a server rendered.
  useEffect(() => {
    const { current } = center;
    const changed = ({ detail }) => setPhase(detail.state.phase);
    current.addEventListener("truconsent-changed", changed);
    return () => current.removeEventListener("truconsent-changed", changed);
  }, []);
  return <>
    <output>{phase}</output>
    <truconsent-center base-url="/api" user-id={userId} ref={center}><p>Your consents are being loaded.</p></truconsent-center>
  </>;
}
