import { onScopeDispose, shallowRef } from "vue";

/** A store's state, reactive until its component is gone. */
export function useConsents(store) {
  const state = shallowRef(store.get());
  onScopeDispose(store.subscribe((next) => {
    state.value = next;
  }));
  return state;
}
