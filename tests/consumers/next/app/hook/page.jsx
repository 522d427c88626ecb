"use client"; // as whatever calls the README's hook, which next.test.mjs puts beside this

import { useConsents } from "./hook.jsx";

export default function Page() {
  const { consents } = useConsents("usr_asha");
  return <p>{consents ? consents.banners[0].title : "loading"}</p>;
}
