import { mount } from "svelte";
import * as base from "truconsent-wasm";
import { openStore } from "./consents.js";
import Page from "./Page.svelte";

const store = await openStore();
mount(Page, { target: document.body, props: { store } });

const proxied = (value) => {
  const shown = $state(structuredClone(value));
  return shown;
};
Object.assign(window, { store, base, proxied });
