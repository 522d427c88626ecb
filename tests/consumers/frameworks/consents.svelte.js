import { createSubscriber } from "svelte/reactivity";

/** A store whose state is read again wherever it changed. */
export function live(store) {
  const subscribe = createSubscriber((update) => store.subscribe(update));
  return {
    get state() {
      subscribe();
      return store.get();
    },
  };
}
