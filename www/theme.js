/** The elements in another site's look, which foreign.css gives them. */

import "truconsent-wasm/elements";

const session = await fetch("/session", { cache: "no-store" });
if (session.ok) document.querySelector("truconsent-scope").userId = (await session.json()).user_id;
