import { Center } from "./center.jsx";

export default function Page() {
  return <main><h1>Your data</h1><Center userId="usr_asha" /></main>;
}
