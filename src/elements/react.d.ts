// The elements in JSX. React 19 sets properties and listens to `ontruconsent-…`; React 18 sets attributes, and listens by a ref.

import type { ClassAttributes, HTMLAttributes } from "react";
import type {
  TruconsentCenter,
  TruconsentConsents,
  TruconsentElement,
  TruconsentEventMap,
  TruconsentGrievances,
  TruconsentNominees,
  TruconsentNotice,
  TruconsentOfficer,
  TruconsentScope,
  TruconsentSettings,
} from "truconsent-wasm/elements";

export * from "truconsent-wasm/elements";

/** What is written as an attribute. */
export interface TruconsentAttributes {
  /** As `baseUrl`. */
  "base-url"?: string | undefined;
  /** As `userId`. */
  "user-id"?: string | undefined;
  /** As `boardUrl`. */
  "board-url"?: string | undefined;
  /** As `personName`. */
  "person-name"?: string | undefined;
  /** As `responseDays`. */
  "response-days"?: number | string | undefined;
  /** As `sourceLanguage`. */
  "source-language"?: string | undefined;
  /** The class, which React 18 hands over as it is. */
  class?: string | undefined;
}

/** The listeners of React 19. */
export type TruconsentListeners = {
  [Name in keyof TruconsentEventMap as `on${Name}`]?: ((event: TruconsentEventMap[Name]) => void) | undefined;
};

/** The properties of an element in JSX. */
export type TruconsentProps<E extends TruconsentElement> =
  HTMLAttributes<E> & ClassAttributes<E> & { [Name in keyof TruconsentSettings]?: TruconsentSettings[Name] | undefined }
  & TruconsentAttributes & TruconsentListeners;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "truconsent-scope": TruconsentProps<TruconsentScope>;
      "truconsent-center": TruconsentProps<TruconsentCenter>;
      "truconsent-consents": TruconsentProps<TruconsentConsents>;
      "truconsent-grievances": TruconsentProps<TruconsentGrievances>;
      "truconsent-nominees": TruconsentProps<TruconsentNominees>;
      "truconsent-officer": TruconsentProps<TruconsentOfficer>;
      "truconsent-notice": TruconsentProps<TruconsentNotice> & { point?: string; modal?: boolean | undefined; manual?: boolean | undefined };
    }
  }
}
