// The elements that put a person's rights on a page. Importing it makes them known to the browser; on a server it does nothing.

import { TruconsentCenter } from "./center.js";
import { TruconsentConsents } from "./consents/consents.js";
import { define } from "./define.js";
import { waitForConsent } from "./form-gate.js";
import { TruconsentNotice } from "./notice/notice.js";
import { TruconsentOfficer } from "./officer.js";
import { TruconsentGrievances } from "./records/grievances.js";
import { TruconsentNominees } from "./records/nominees.js";
import { TruconsentScope } from "./scope.js";

// What others stand in comes first: they look for it.
define({
  "truconsent-scope": TruconsentScope,
  "truconsent-center": TruconsentCenter,
  "truconsent-consents": TruconsentConsents,
  "truconsent-notice": TruconsentNotice,
  "truconsent-grievances": TruconsentGrievances,
  "truconsent-nominees": TruconsentNominees,
  "truconsent-officer": TruconsentOfficer,
});
waitForConsent();

export { registerLocale } from "./words/locales.js";
