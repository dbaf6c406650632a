// How fast the vendor is asked, of how fast it may be.

import { el, svg } from '../page/dom.js';
import { figures } from './figures.js';
import { decimal, whole } from './numbers.js';
import { badge } from './badge.js';
import { until } from './countdown.js';

const RADIUS = 80;
const LENGTH = Math.PI * RADIUS;
const ARC = `M 20 100 A ${RADIUS} ${RADIUS} 0 0 1 180 100`;

export const BREAKER = {
  CLOSED: ['Asking', 'active', 'the vendor answers'],
  HALF_OPEN: ['Trying', 'warning', 'a few requests try whether it answers again'],
  OPEN: ['Waiting', 'danger', 'too many requests failed'],
};

export function dial({ used_per_second: used, allowed_per_second: allowed, throttled5m: throttled, requests, breaker, downloaders }) {
  const part = allowed > 0 ? Math.min(1, used / allowed) : 0;
  const text = downloaders.length === 0 ? 'No downloader is at work' : `${decimal(used)} of ${decimal(allowed)} requests a second`;
  const [word, tone, means] = BREAKER[breaker.state];
  return el('div', { class: 'dial' },
    svg('svg', { viewBox: '0 0 200 118', role: 'img', 'aria-label': text },
      svg('path', { class: 'dial-all', d: ARC }),
      part > 0 ? svg('path', { class: 'dial-used', d: ARC, 'stroke-dasharray': `${part * LENGTH} ${LENGTH}` }) : null,
      svg('text', { class: 'dial-number', x: 100, y: 88 }, decimal(used)),
      svg('text', { class: 'dial-of', x: 100, y: 110 }, allowed > 0 ? `of ${decimal(allowed)} requests / s` : 'no downloader')),
    figures([
      ['Circuit', badge(word, tone), el('span', {}, breaker.retry_at && breaker.state === 'OPEN' ? until(breaker.retry_at, 'tries again in', means) : means)],
      ['429 in five minutes', whole(throttled), throttled === 0 ? 'the vendor is content' : 'it slowed down each time'],
      ['Requests', whole(requests), 'since the service started'],
    ]));
}
