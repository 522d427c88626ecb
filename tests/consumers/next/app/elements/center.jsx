"use client";

import "truconsent-wasm/elements/react";

export function Center({ userId }) {
  return <truconsent-center base-url="/api" user-id={userId}><p>Your consents are being loaded.</p></truconsent-center>;
}
