// One bar over the manifest, and the counts that must sum to it.

import { el } from '../page/dom.js';
import { link } from '../page/router.js';
import { figures } from './figures.js';
import { bytes, duration, range, share, shares, short, whole } from './numbers.js';
import { segments, swatch } from './segments.js';
import { STATES } from './states.js';

export function truthBar(now) {
  const { captures, states } = now;
  return [numbers(now), segments(states, { class: 'truth-bar' }), legend(now), sum(captures, states)];
}

function numbers({ captures, states, missing, rows, bytes: size, remaining, rate }) {
  return figures([
    ['Complete, with proof', share(states.COMPLETE, captures), `${whole(states.COMPLETE)} of ${whole(captures)} captures`],
    ['Missing', whole(missing), missing === 0 ? 'nothing' : `${share(missing, captures)} of the manifest`],
    ['Time left', remaining.captures === 0 ? '–' : range(remaining.hours, duration), remaining.captures === 0 ? 'nothing left to ask' : 'p50 – p90'],
    ['Rows', short(rows), 'in the lake'],
    ['Stored', bytes(size), 'as Parquet'],
    ['Rate', `${Math.round(rate.used_per_second)} / s`, `${whole(Math.round(rate.allowed_per_second))} requests / s allowed`],
  ]);
}

function legend({ manifest_id: manifest, states }) {
  const parts = shares(STATES.map(({ name }) => states[name]));
  return el('ul', { class: 'legend' }, STATES.map(({ name, word, means }, index) =>
    el('li', { 'data-none': states[name] === 0 },
      el('a', { title: means, 'data-key': name, 'data-name': name, href: link({ manifest, view: 'captures', query: { state: name } }) },
        swatch(name), el('span', { class: 'word' }, word), el('span', { class: 'count' }, whole(states[name])),
        el('span', { class: 'share soft' }, parts[index])))));
}

// The sum is counted here from what is shown, not repeated from the service: a difference must be seen.
function sum(captures, states) {
  const counted = STATES.reduce((total, { name }) => total + states[name], 0);
  return counted === captures
    ? el('p', { class: 'sum soft' }, `The nine states sum to ${whole(counted)} captures, 100 % of the manifest.`)
    : el('p', { class: 'notice', 'data-tone': 'danger', role: 'alert' },
      el('strong', {}, 'These counts do not add up'),
      `The states sum to ${whole(counted)}, the manifest has ${whole(captures)} captures. Run microtape verify.`);
}
