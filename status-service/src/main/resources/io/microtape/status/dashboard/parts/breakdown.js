// Coverage by one key: a row for each of its values, a column for each state, and the manifest's total below.

import { get } from '../page/api.js';
import { blank, el } from '../page/dom.js';
import { link } from '../page/router.js';
import { share, whole } from './numbers.js';
import { pager } from './pager.js';
import { segments, swatch } from './segments.js';
import { STATES } from './states.js';
import { table } from './table.js';

const ROWS = 50;

export async function byOneKey({ manifest: { manifest_id: manifest }, query, by, word, route }) {
  const coverage = await get('/api/v1/coverage', { manifest, by, limit: ROWS, offset: Number(query.offset ?? 0) });
  if (coverage.groups.length === 0) {
    return blank('No captures', 'There is nothing to count.');
  }
  const href = (value) => link({ manifest, view: 'captures', query: { [by]: value } });
  return [
    table(`Coverage by ${word.toLowerCase()}`, [[word], ['Share of each state'], ['Captures', 'number'], ['Proven', 'number'],
      ...STATES.map(({ name, word: state, means }) => [el('span', { class: 'head-state' }, swatch(name), state), 'number', means])],
    coverage.groups.map(({ key: [value], ...group }) => ({ cells: cells(el('a', { href: href(value), 'data-key': value }, value || '–'), group) })),
    { head: 'wrapping', foot: { cells: cells('Manifest', coverage) } }),
    pager(coverage, 'rows', (to) => link({ ...route, query: { ...query, offset: to || undefined } })),
  ];
}

function cells(name, { captures, states }) {
  const count = (value = 0) => ({ value: value === 0 ? '–' : whole(value), kind: value === 0 ? 'none' : undefined, none: value === 0 });
  return [name, segments(states, { class: 'mini-bar' }), whole(captures), share(states.COMPLETE ?? 0, captures), ...STATES.map((state) => count(states[state.name]))];
}
