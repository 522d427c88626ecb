"use client"; // rendered on the server, too, where the effect does not run

import { useEffect, useState } from "react";
import { lines } from "../../../app.js";

export default function Page() {
  const [shown, setShown] = useState([]);
  useEffect(() => {
    lines({ baseUrl: "/api" }).then(setShown);
  }, []);
  return shown.map((line, at) => <p key={at}>{line}</p>);
}
