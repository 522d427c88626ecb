import { createContext, createElement, startTransition, useContext, useEffect, useMemo, useRef, useState } from "react";
import { createConsentStore } from "truconsent-wasm/store";
import { lookUp } from "../store/allowed.js";

const Stores = createContext(null);
const LOADING = { phase: "loading", consents: null, error: null, read_at: null };

/** The store of the nearest provider, and the one that says what the first rendering said. */
export function useStores() {
  const stores = useContext(Stores);
  if (!stores) throw new Error("There is no <ConsentProvider> around this component.");
  return stores;
}

/** What a server rendered, and the browser does at first: it never asks, and never changes. */
function stillStore(state) {
  const isKnown = state.phase === "ready" || state.phase === "partial";
  return {
    get: () => state,
    subscribe: () => () => {},
    allowed: (what) => isKnown && lookUp(state.consents, what, Date.now()).holds === true,
    record: () => Promise.reject(new Error("The page is not there yet: nothing was recorded.")),
  };
}

/** The store that the provider makes for a client and a person, as long as it is in the page; until then null. */
function useOwnStore({ store, client, userId, include, initial }) {
  const [own, setOwn] = useState(null);
  const latest = useRef(null);
  const isFor = (one) => one && one.client === client && one.userId === userId && one.include === include;
  useEffect(() => {
    if (store || !client || !userId) return undefined;
    let one = latest.current;
    // StrictMode takes an effect back and does it again at once: the same store goes on, and asks nothing twice.
    if (isFor(one) && !one.isClosed) one.isLeft = false;
    else one = { client, userId, include, store: createConsentStore({ client, userId, include, initial }) };
    latest.current = one;
    // A part of the page that still waits to be taken over may wait on.
    startTransition(() => setOwn(one));
    return () => {
      one.isLeft = true;
      queueMicrotask(() => {
        if (!one.isLeft) return;
        one.isClosed = true;
        one.store.close();
      });
    };
  }, [store, client, userId, include]);
  return isFor(own) ? own.store : null;
}

export function ConsentProvider({ children, ...given }) {
  const { store, userId, initial } = given;
  const own = useOwnStore(given);
  const person = store?.userId ?? userId;
  const isTheirs = initial?.consents && (initial.consents.user_id ?? person) === person;
  const still = useMemo(() => stillStore(isTheirs ? initial : LOADING), [person]);
  const first = store && !isTheirs ? store : still;
  const current = store ?? own ?? still;
  const stores = useMemo(() => ({ current, first }), [current, first]);
  return createElement(Stores.Provider, { value: stores }, children);
}
