// The elements in the templates of Vue 3.

import type { DefineComponent } from "vue";
import type { TruconsentEventMap, TruconsentSettings } from "truconsent-wasm/elements";

export * from "truconsent-wasm/elements";

/** The listeners: `@truconsent-recorded`. */
export type TruconsentEmits = { [Name in keyof TruconsentEventMap]: (event: TruconsentEventMap[Name]) => boolean };

/** An element as a component of Vue's. */
export type TruconsentComponent<More = object> = DefineComponent<
  TruconsentSettings & More, {}, {}, {}, {}, {}, {}, TruconsentEmits
>;

declare module "vue" {
  interface GlobalComponents {
    "truconsent-scope": TruconsentComponent;
    "truconsent-center": TruconsentComponent;
    "truconsent-consents": TruconsentComponent;
    "truconsent-grievances": TruconsentComponent;
    "truconsent-nominees": TruconsentComponent;
    "truconsent-officer": TruconsentComponent;
    "truconsent-notice": TruconsentComponent<{ point?: string; modal?: boolean; manual?: boolean }>;
  }
}
