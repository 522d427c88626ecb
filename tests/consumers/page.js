import { show } from "./show.js";

await show();
