"use client"; // as whatever shows the README's component, which next.test.mjs puts beside this

import { Consents } from "./hook.jsx";

export default function Page() {
  return <Consents userId="usr_asha" />;
}
