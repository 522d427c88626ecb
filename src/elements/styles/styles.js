// How the elements look: written as style sheets, and shared by all elements of a page.

import { unsafeCSS } from "lit";
import base from "./base.css";
import center from "./center.css";
import consents from "./consents.css";
import notice from "./notice.css";
import records from "./records.css";
import theme from "./theme.css";

export const styles = [theme, base, consents, notice, records, center].map(unsafeCSS);
