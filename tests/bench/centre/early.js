// As the README's "Start fast" has it: the first questions, and the module, before all else.

import init, { fetchEarly } from "truconsent-wasm";

fetchEarly("/api/banners/user/usr_asha");
fetchEarly("/api/api/v1/external/consents/user-status?userId=usr_asha");
init().catch(() => {}); // the element tries again, and says so
