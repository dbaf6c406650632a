// Says whether the numbers are live, and how old they are. Older than 30 s is stale, whatever the connection claims.

import { age } from './times.js';

const STALE_MILLIS = 30_000;
const WORDS = { connecting: 'Connecting', live: 'Live', reconnecting: 'Reconnecting', stale: 'Stale' };

export function connection(place, badge, card) {
  const word = place.querySelector('.word');
  const ageText = place.querySelector('.age');
  let link = 'connecting';
  let heardAt;
  const show = () => {
    const old = heardAt === undefined ? 0 : Date.now() - heardAt;
    const stale = old > STALE_MILLIS;
    place.dataset.link = stale ? 'stale' : link;
    const now = WORDS[place.dataset.link];
    // Set only when it changes: it is read out each time.
    if (word.textContent !== now) {
      word.textContent = now;
    }
    ageText.textContent = heardAt === undefined ? '' : `${age(old)} ago`;
    card.classList.toggle('stale', stale);
    badge.hidden = !stale;
    badge.textContent = stale ? `Stale: these numbers are ${age(old)} old` : '';
  };
  setInterval(show, 1_000);
  return {
    link(state) {
      link = state;
      show();
    },
    heard() {
      heardAt = Date.now();
      show();
    },
    forget() {
      heardAt = undefined;
      show();
    },
  };
}
