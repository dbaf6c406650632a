// Symbol by month, a page of symbols at a time; the most incomplete ones first, unless they are wanted by name.

import { get } from '../page/api.js';
import { blank, el } from '../page/dom.js';
import { link } from '../page/router.js';
import { cell, cellLegend, grid } from './cell.js';
import { narrowed } from './filters.js';
import { whole } from './numbers.js';
import { pager } from './pager.js';
import { scroll } from './scroll.js';

const SYMBOLS = 25;
const SORTS = [['-missing', 'Most missing first'], ['key', 'By name'], ['-captures', 'Most captures first']];

export async function symbolMonths({ manifest: { manifest_id: manifest }, query, route }) {
  const filter = narrowed(query);
  const sort = query.sort ?? '-missing';
  const symbols = await get('/api/v1/coverage', { ...filter, manifest, by: 'symbol', sort, limit: SYMBOLS, offset: Number(query.offset ?? 0) });
  if (symbols.groups.length === 0) {
    return blank('No captures', 'Nothing is counted under these filters.');
  }
  const shown = symbols.groups.map(({ key: [symbol] }) => symbol);
  const { groups } = await get('/api/v1/coverage', { ...filter, symbol: shown, manifest, by: 'symbol,month', limit: 10_000 });
  const at = new Map(groups.map((group) => [group.key.join(' '), group]));
  const months = [...new Set(groups.map(({ key }) => key[1]))].sort();
  const href = (symbol, month) => link({ manifest, view: 'captures', query: { ...filter, symbol, month } });
  const row = ({ key: [symbol], captures, missing }) => el('tr', {},
    el('th', { scope: 'row' }, el('a', { href: href(symbol), 'data-key': `symbol ${symbol}` }, symbol)),
    el('td', { class: 'number', 'data-label': 'captures' }, whole(captures)), el('td', { class: missing > 0 ? 'number strong' : 'number none', 'data-label': 'missing' }, missing > 0 ? whole(missing) : '–'),
    months.map((month) => {
      const group = at.get(`${symbol} ${month}`);
      return el('td', {}, group ? cell(group, { name: `${symbol} ${month}`, label: month, href: href(symbol, month) }) : null);
    }));
  return [
    el('div', { class: 'choices', role: 'group', 'aria-label': 'Order' }, SORTS.map(([value, word]) => el('a', {
      class: 'choice', 'data-key': `sort ${value}`, 'aria-current': value === sort ? 'true' : undefined, href: link({ ...route, query: { ...query, sort: value, offset: undefined } }),
    }, word))),
    scroll('Coverage by symbol and month', grid(el('table', { class: 'heat wide-cells' },
      el('caption', { class: 'visually-hidden' }, 'Captures by symbol and month'),
      el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Symbol'), el('th', { scope: 'col', class: 'number' }, 'Captures'),
        el('th', { scope: 'col', class: 'number' }, 'Missing'), months.map((month) => el('th', { scope: 'col' }, month)))),
      el('tbody', {}, symbols.groups.map(row))))),
    cellLegend(),
    pager(symbols, 'symbols', (to) => link({ ...route, query: { ...query, offset: to || undefined } })),
  ];
}
