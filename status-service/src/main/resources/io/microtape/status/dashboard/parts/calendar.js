// Date by session: a block of rows for each month, a column for each day of it.

import { get } from '../page/api.js';
import { blank, el } from '../page/dom.js';
import { link } from '../page/router.js';
import { cell, cellLegend, grid } from './cell.js';
import { narrowed } from './filters.js';
import { whole } from './numbers.js';
import { pager } from './pager.js';
import { scroll } from './scroll.js';

const MONTHS = 6;
const DAYS = Array.from({ length: 31 }, (_, index) => String(index + 1).padStart(2, '0'));
const SESSIONS = ['PM', 'RTH', 'AH', 'CLOSED'];

export async function calendar({ manifest: { manifest_id: manifest }, query, route }) {
  const filter = narrowed(query);
  const offset = Number(query.offset ?? 0);
  const months = await get('/api/v1/coverage', { ...filter, manifest, by: 'month', limit: MONTHS, offset });
  if (months.groups.length === 0) {
    return blank('No captures', 'Nothing is counted under these filters.');
  }
  const shown = months.groups.map(({ key: [month] }) => month);
  const { groups } = await get('/api/v1/coverage', { ...filter, month: shown, manifest, by: 'date,session', limit: 10_000 });
  const at = new Map(groups.map((group) => [group.key.join(' '), group]));
  const sessions = SESSIONS.filter((session) => groups.some(({ key }) => key[1] === session));
  const href = (date, session) => link({ manifest, view: 'captures', query: { ...filter, date, session } });
  const row = (month, session, index) => el('tr', { class: index === 0 ? 'first' : undefined },
    index === 0 ? el('th', { scope: 'rowgroup', rowspan: sessions.length }, month) : null, el('th', { scope: 'row', class: 'sub' }, session),
    DAYS.map((day) => {
      const group = at.get(`${month}-${day} ${session}`);
      return el('td', {}, group ? cell(group, { name: `${month}-${day} ${session}`, label: Number(day), href: href(`${month}-${day}`, session) }) : null);
    }));
  return [
    scroll('Coverage by date and session', grid(el('table', { class: 'heat' },
      el('caption', { class: 'visually-hidden' }, 'Captures by date and session'),
      el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Month'), el('th', { scope: 'col' }, 'Session'), DAYS.map((day) => el('th', { scope: 'col' }, Number(day))))),
      el('tbody', {}, shown.map((month) => sessions.map((session, index) => row(month, session, index))))))),
    cellLegend(),
    el('p', { class: 'soft small' }, `${whole(months.captures)} captures in ${whole(months.total)} months, ${whole(months.missing)} missing.`),
    months.total > MONTHS ? pager(months, 'months', (to) => link({ ...route, query: { ...query, offset: to || undefined } })) : null,
  ];
}
