// What a React application has of the package: a person's consents, a gate, a notice.

import * as React from "react";
import { ConsentProvider, useAllowed, useConsents, useNotice } from "truconsent-wasm/react";

const { Suspense, useState } = React;

export const SIGNUP = "a0b1c2d3-1111-2222-3333-444455556666";
export const MARKETING = "a1b2c3d4-e5f6-7890-abcd-ef1234567890/b2c3d4e5-f6a7-8901-bcde-f12345678901";

function Consents() {
  const { phase, consents } = useConsents();
  return (
    <>
      <p id="phase">{phase}</p>
      {consents?.banners.map((banner) => (
        <p key={banner.collection_point} className="banner">
          {banner.title}: {banner.purposes.map(({ name, consented }) => `${name}, ${consented}`).join("; ")}
        </p>
      ))}
    </>
  );
}

function Marketing() {
  return <p id="marketing">{useAllowed(MARKETING) ? "allowed" : "not allowed"}</p>;
}

function Notice() {
  const { banner, needed, reason, decide, pending, error } = useNotice(SIGNUP);
  if (!banner) return <p id="notice">unknown</p>;
  return (
    <form id="notice" onSubmit={(event) => event.preventDefault()}>
      <p id="needed">{needed ? `asked: ${reason}` : "not asked"}</p>
      <p id="outcome">{pending ? "on its way" : error ? error.code : "nothing wrong"}</p>
      <button onClick={() => decide("approve_all").catch(() => {})}>Allow</button>
      <button onClick={() => decide("decline_all").catch(() => {})}>Decline</button>
    </form>
  );
}

/** `late` is what a part of the page waits for, where it is streamed. */
export function App({ late, ...given }) {
  const [isShown, setShown] = useState(true);
  return (
    <main>
      <button onClick={() => setShown(!isShown)}>{isShown ? "Leave" : "Come"}</button>
      {isShown && (
        <ConsentProvider include="all" {...given}>
          <Consents />
          <Notice />
          <Suspense fallback={<p>waiting</p>}>
            <Late late={late} />
          </Suspense>
        </ConsentProvider>
      )}
    </main>
  );
}

function Late({ late }) {
  if (late) wait(late);
  return <Marketing />;
}

// React 18 has no `use`.
function wait(promise) {
  if (React.use) return React.use(promise);
  if (!promise.isDone) throw promise.then(() => (promise.isDone = true));
}
