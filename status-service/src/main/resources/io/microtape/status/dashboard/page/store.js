// What is known of the manifest that is shown, now. Snapshot and changes are merged here, and nowhere else.

import { watch } from './live.js';

export function storeOf(manifest, link) {
  const listeners = new Set();
  let now;

  const tell = (changed) => listeners.forEach((listener) => listener(now, changed));

  const end = watch(manifest, {
    link: link.link,
    heard({ type, data }) {
      link.heard();
      if (type === 'snapshot') {
        const changed = Object.keys(data);
        now = data;
        tell(new Set(changed));
      } else if (type === 'change' && now !== undefined) {
        now = { ...now, ...data };
        tell(new Set(Object.keys(data)));
      }
    },
  });

  return {
    manifest,
    end,
    now: () => now,
    // Calls listener(now, changed) at once when something is known, and at each change. Returns what ends it.
    listen(listener) {
      listeners.add(listener);
      if (now !== undefined) {
        listener(now, new Set(Object.keys(now)));
      }
      return () => listeners.delete(listener);
    },
  };
}
