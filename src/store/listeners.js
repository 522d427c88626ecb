// Who is told of changes. An `EventTarget` would do, but in Node it warns of more than ten. `listeners` has each by what
// takes it away.

/** Adds one until the signal. */
export function listen(listeners, listener, signal) {
  const remove = () => {
    listeners.delete(remove);
    signal?.removeEventListener("abort", remove);
  };
  listeners.set(remove, listener);
  signal?.addEventListener("abort", remove);
  return remove;
}

/** Tells those that are there now, and still are when it is their turn. What one of them throws harms no other. */
export function notify(listeners, ...news) {
  for (const [remove, listener] of [...listeners]) {
    try {
      if (listeners.has(remove)) listener(...news);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}
