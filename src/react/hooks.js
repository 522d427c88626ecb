import { useCallback, useMemo, useState, useSyncExternalStore } from "react";
import { decideConsent, needsDecision } from "truconsent-wasm";
import { useStores } from "./provider.js";

/** What `read` finds in the store: the same as on the server while the page is hydrated, and from then on what is. */
function useStore(read) {
  const { current, first } = useStores();
  return useSyncExternalStore(current.subscribe, () => read(current), () => read(first));
}

export const useConsents = () => useStore((store) => store.get());

export const useAllowed = (what) => useStore((store) => store.allowed(what));

export function useRecord() {
  const { current } = useStores();
  const [{ pending, error }, set] = useState({ pending: 0, error: null });
  const record = useCallback(async (decision, options) => {
    set(({ pending: others }) => ({ pending: others + 1, error: null }));
    let failure = null;
    try {
      return await current.record(decision, options);
    } catch (thrown) {
      failure = thrown;
      throw thrown;
    } finally {
      set((now) => ({ pending: now.pending - 1, error: failure ?? now.error }));
    }
  }, [current]);
  return { record, pending: pending > 0, error };
}

const UNKNOWN = { needed: false, reason: null, purposes: [], changes: [] };

export function useNotice(bannerId) {
  const { consents } = useConsents();
  const { record, pending, error } = useRecord();
  const banner = consents?.banners.find((one) => [one.banner_id, one.collection_point, one.display_id].includes(bannerId)) ?? null;
  const decision = useMemo(() => (banner ? needsDecision(banner) : UNKNOWN), [banner]);
  const decide = useCallback(async (choices, options) => record(decideConsent(banner, choices, options)), [banner, record]);
  return { banner, ...decision, decide, pending, error };
}
