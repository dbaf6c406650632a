// What the page shows is in its address, so that it can be sent to somebody and survives a reload.

export function read() {
  const address = new URLSearchParams(location.hash.slice(1));
  return { manifest: address.get('manifest') ?? undefined, by: address.get('by') ?? undefined, state: address.get('state') ?? undefined };
}

export function write(shown) {
  const address = new URLSearchParams(Object.entries(shown).filter(([, value]) => value !== undefined));
  history.replaceState(null, '', address.size > 0 ? `#${address}` : location.pathname);
}
