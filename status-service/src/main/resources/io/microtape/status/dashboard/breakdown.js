// Coverage by one key: a row for each of its values, a column for each state, and the manifest's total below.

import { blank, el, show } from './dom.js';
import { share, whole } from './numbers.js';
import { segments, swatch } from './segments.js';
import { STATES } from './states.js';

export const KEYS = [
  { key: 'session', word: 'Session' },
  { key: 'tape', word: 'Tape' },
  { key: 'event_type', word: 'Event type' },
  { key: 'month', word: 'Month' },
  { key: 'symbol', word: 'Symbol' },
];

const MOST_ROWS = 100;

export function keyChoice(place, chosen, choose) {
  show(place, KEYS.map(({ key, word }) => el('button', {
    type: 'button', class: 'choice', 'data-key': key, 'aria-pressed': String(key === chosen), onclick: () => choose(key),
  }, word)));
}

export function breakdown(place, coverage) {
  if (coverage.groups.length === 0) {
    show(place, blank('No captures', 'There is nothing to count.'));
    return;
  }
  const word = KEYS.find(({ key }) => key === coverage.by).word;
  const groups = coverage.groups.length > MOST_ROWS ? leastComplete(coverage.groups) : coverage.groups;
  show(place,
    el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': `Coverage by ${word.toLowerCase()}`, 'data-key': 'table' },
      el('table', {},
        el('thead', { class: 'wrapping' }, el('tr', {}, el('th', { scope: 'col' }, word), el('th', { scope: 'col' }, 'Share of each state'),
          el('th', { scope: 'col', class: 'number' }, 'Captures'), el('th', { scope: 'col', class: 'number' }, 'Proven'),
          STATES.map(({ name, word: state, means }) => el('th', { scope: 'col', class: 'number', title: means },
            el('span', { class: 'head-state' }, swatch(name), state))))),
        el('tbody', {}, groups.map((group) => row(group.key || '–', group))),
        el('tfoot', {}, row('Manifest', coverage)))),
    groups.length < coverage.groups.length
      ? el('p', { class: 'soft small' }, `The ${MOST_ROWS} least complete of ${whole(coverage.groups.length)}; the whole list is at /api/v1/coverage.`)
      : null);
}

function leastComplete(groups) {
  const open = ({ captures, states }) => captures - (states.COMPLETE ?? 0);
  return [...groups].sort((a, b) => open(b) - open(a)).slice(0, MOST_ROWS);
}

function row(name, { captures, states }) {
  const count = (value = 0) => el('td', { class: value === 0 ? 'number none' : 'number' }, value === 0 ? '–' : whole(value));
  return el('tr', {}, el('th', { scope: 'row' }, name), el('td', {}, segments(states, { class: 'mini-bar' })),
    el('td', { class: 'number' }, whole(captures)), el('td', { class: 'number' }, share(states.COMPLETE ?? 0, captures)),
    STATES.map((state) => count(states[state.name])));
}
