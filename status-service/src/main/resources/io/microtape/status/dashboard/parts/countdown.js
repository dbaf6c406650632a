// Seconds until an instant, counted down by themselves as long as they are on the page.

import { el } from '../page/dom.js';

export function until(iso, before, after) {
  const place = el('span', {});
  const at = new Date(iso).getTime();
  const tick = () => {
    const seconds = Math.ceil((at - Date.now()) / 1000);
    place.textContent = seconds > 0 ? `${before} ${seconds} s` : after;
    return seconds > 0;
  };
  if (tick()) {
    const timer = setInterval(() => {
      if (!tick() || !place.isConnected) {
        clearInterval(timer);
      }
    }, 1_000);
  }
  return place;
}
