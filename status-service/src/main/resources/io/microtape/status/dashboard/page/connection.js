// Says whether the numbers are live, and how old they are. Older than 30 s is stale, whatever the connection claims.

import { age } from '../parts/times.js';
import { el } from './dom.js';

const STALE_MILLIS = 30_000;
// The service says something every ten seconds even when nothing changes.
const QUIET_MILLIS = 12_000;
const WORDS = { idle: 'No manifest', connecting: 'Connecting', live: 'Live', reconnecting: 'Connection lost, trying again', stale: 'Stale' };

export function connection(place, notices) {
  const word = place.querySelector('.word');
  const ageText = place.querySelector('.age');
  const old = el('p', { class: 'notice', 'data-tone': 'warning', role: 'alert' });
  let link = 'connecting';
  let heardAt;
  const show = () => {
    const millis = heardAt === undefined ? 0 : Date.now() - heardAt;
    const stale = millis > STALE_MILLIS;
    place.dataset.link = stale ? 'stale' : link;
    const now = WORDS[place.dataset.link];
    // Set only when it changes: it is read out each time.
    if (word.textContent !== now) {
      word.textContent = now;
    }
    ageText.textContent = heardAt === undefined || (link === 'live' && millis < QUIET_MILLIS) ? '' : `${age(millis)} ago`;
    document.body.toggleAttribute('data-stale', stale);
    if (stale && !old.isConnected) {
      old.textContent = 'Stale: no news from the service for more than 30 seconds. What is shown may have changed since.';
      notices.append(old);
    } else if (!stale) {
      old.remove();
    }
  };
  setInterval(show, 1_000);
  show();
  return {
    link(state) {
      link = state;
      show();
    },
    heard() {
      heardAt = Date.now();
      show();
    },
    forget(state) {
      heardAt = undefined;
      link = state;
      show();
    },
  };
}
