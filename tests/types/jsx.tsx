// The elements in JSX, whose types the entry for React brings.

import type {} from "truconsent-wasm/react";
import type { TruconsentAttributes, TruconsentListeners, TruconsentProps } from "truconsent-wasm/elements/react";
import type { TruconsentCenter } from "truconsent-wasm/elements";

const nineteen = <truconsent-center baseUrl="/api" userId="usr_asha" responseDays={30} ontruconsent-recorded={({ detail }) => detail.record.id} />;
const eighteen = <truconsent-center base-url="/api" user-id="usr_asha" response-days="30" ref={(element) => element?.refresh()} />;
const notice = <truconsent-notice modal point="cp_signup_form" lang="hi"><span slot="logo">Acme</span></truconsent-notice>;
// @ts-expect-error there is no such attribute
const wrong = <truconsent-center baseUri="/api" />;
const props: TruconsentProps<TruconsentCenter> & TruconsentAttributes & TruconsentListeners = { baseUrl: "/api" };
export const all = [nineteen, eighteen, notice, wrong, props];
