/** Deletes the cookies and the stored keys of these names, wherever on this site a script may have put them. */
export function forget({ cookies = [], storage = [] }) {
  const isOf = (names) => (name) => names.some((one) => (typeof one === "string" ? one === name : name.search(one) >= 0));
  const names = document.cookie.split("; ").map((cookie) => cookie.split("=")[0]).filter(isOf(cookies));
  const { hostname, pathname, protocol } = location;
  const labels = hostname.split(".");
  const domains = ["", ...labels.map((_, at) => `; Domain=${labels.slice(at).join(".")}`)];
  const parts = pathname.split("/");
  const paths = parts.flatMap((_, at) => [parts.slice(0, at).join("/"), `${parts.slice(0, at).join("/")}/`]).filter(Boolean);
  const kinds = protocol === "https:" ? ["; Secure", "; Secure; Partitioned"] : [""];
  for (const name of names) {
    for (const domain of domains) {
      for (const path of [...paths, pathname]) for (const kind of kinds) document.cookie = `${name}=; Max-Age=0; Path=${path}${domain}${kind}`;
    }
  }
  for (const kind of ["localStorage", "sessionStorage"]) {
    try {
      const store = globalThis[kind];
      for (const key of Object.keys(store).filter(isOf(storage))) store.removeItem(key);
    } catch {
      // The browser gives this page no storage: there is nothing in it.
    }
  }
}
