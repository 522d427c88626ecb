// As the README's "Start fast" has it: the first questions, and then the module, before all else.

import { fetchEarly } from "truconsent-wasm/early";

fetchEarly("/api/banners/user/usr_asha");
fetchEarly("/api/api/v1/external/consents/user-status?userId=usr_asha");
import("truconsent-wasm").then(({ default: init }) => init()).catch(() => {}); // the element tries again, and says so
