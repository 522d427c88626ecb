import * as base from "truconsent-wasm";
import { createApp, reactive } from "vue";
import { openStore } from "./consents.js";
import Page from "./Page.vue";

const store = await openStore();
createApp(Page, { store }).mount(document.body);
Object.assign(window, { store, base, proxied: (value) => reactive(structuredClone(value)) });
