// The live stream of one manifest. Every event is a whole snapshot, so a stream that breaks is simply opened again.

const AGAIN_MILLIS = 5_000;

// Calls snapshot(coverage) for each event and link('connecting' | 'live' | 'reconnecting') as the connection changes.
// Returns what ends it.
export function watch(manifest, { snapshot, link }) {
  let source;
  let timer;
  const open = () => {
    source = new EventSource(`/api/v1/live?manifest=${encodeURIComponent(manifest)}`);
    source.addEventListener('open', () => link('live'));
    source.addEventListener('coverage', (event) => snapshot(JSON.parse(event.data)));
    source.addEventListener('error', () => {
      link('reconnecting');
      // The browser gives up for good when the service refuses, as it does when it is full or just starting.
      if (source.readyState === EventSource.CLOSED) {
        timer = setTimeout(open, AGAIN_MILLIS);
      }
    });
  };
  link('connecting');
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
