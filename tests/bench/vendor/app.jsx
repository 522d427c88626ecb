// The vendor's own rights centre, on the embedded API. It has its address built in, and asks by other paths.

import { RightCenter } from "@truconsent/consent-banner-react";
import "@truconsent/consent-banner-react/RightCenter.css";
import { createRoot } from "react-dom/client";

const PATHS = [
  [/^\/dpo_information$/, "/dpo"], [/^\/user_nominees\//, "/nominee/"], [/^\/grievance_tickets\//, "/grievance/"], [/^\/user\//, "/banners/user/"],
];
const { fetch } = window;
window.fetch = (address, options) => {
  const path = String(address).replace(/^https:\/\/[^/]+\/dev\/banners/, "");
  const [pattern, ours] = PATHS.find(([one]) => one.test(path));
  return fetch(`/api${path.replace(pattern, ours)}`, options);
};
console.log = () => {};

createRoot(document.getElementById("root")).render(<RightCenter userId="usr_asha" />);
