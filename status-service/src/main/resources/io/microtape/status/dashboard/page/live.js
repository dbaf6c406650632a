// The live stream of one manifest: opened again when it breaks, from where it broke.

import { address, answered } from './api.js';
import { events } from './stream.js';

const AGAIN_MILLIS = 2_000;
const MOST_AGAIN_MILLIS = 15_000;
// The service says something every ten seconds; silence for so long is a connection that is gone without a word.
const SILENCE_MILLIS = 35_000;

// Calls heard(event) for each event and link('connecting' | 'live' | 'reconnecting', error) as the connection changes.
// Returns what ends it.
export function watch(manifest, { heard, link }) {
  const ended = new AbortController();
  let lastId;
  let pause = AGAIN_MILLIS;

  async function follow() {
    const one = new AbortController();
    const signal = AbortSignal.any([ended.signal, one.signal]);
    let silence = setTimeout(() => one.abort(), SILENCE_MILLIS);
    try {
      const headers = { Accept: 'text/event-stream', ...(lastId === undefined ? {} : { 'Last-Event-ID': lastId }) };
      const answer = await answered(address('/api/v1/live', { manifest }), { headers, signal });
      link('live');
      for await (const event of events(answer.body)) {
        clearTimeout(silence);
        silence = setTimeout(() => one.abort(), SILENCE_MILLIS);
        pause = AGAIN_MILLIS;
        lastId = event.id ?? lastId;
        heard(event);
      }
    } finally {
      clearTimeout(silence);
    }
  }

  async function keepFollowing() {
    link('connecting');
    while (!ended.signal.aborted) {
      const error = await follow().catch((failed) => failed);
      if (ended.signal.aborted) {
        return;
      }
      link('reconnecting', error);
      await new Promise((resolve) => setTimeout(resolve, pause));
      pause = Math.min(pause * 2, MOST_AGAIN_MILLIS);
    }
  }

  keepFollowing();
  return () => ended.abort();
}
