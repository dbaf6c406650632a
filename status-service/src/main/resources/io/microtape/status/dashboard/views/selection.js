// What was chosen of what there was, why not the rest, and what another setting would give.

import { get } from '../page/api.js';
import { blank, card, el, show } from '../page/dom.js';
import { heading } from '../page/stage.js';
import { beforeAfter, pairs } from '../parts/bars.js';
import { figures } from '../parts/figures.js';
import { funnel } from '../parts/funnel.js';
import { buckets, concentration, quotas } from '../parts/balance.js';
import { decimal, whole } from '../parts/numbers.js';
import { table } from '../parts/table.js';

const SESSIONS = ['PM', 'RTH', 'AH', 'CLOSED'];

export async function open(place, { manifest: { manifest_id: id }, current }) {
  const report = await get(`/api/v1/manifests/${encodeURIComponent(id)}/report`);
  if (!current()) {
    return;
  }
  const { dates, quotas: asked } = report;
  show(place, heading('Selection', el('p', { class: 'soft' }, `${whole(report.selected)} of ${whole(report.input_rows)} events, from ${dates.first ?? '–'} to ${dates.last ?? '–'}`)),
    el('section', { class: 'card', 'aria-label': 'In short' }, figures([
      ['Selected', whole(report.selected), `of ${whole(report.input_rows)} rows read`], ['Rejected', whole(report.rejected), `${whole(report.duplicates)} of them duplicates`],
      ['Symbols', whole(report.concentration.symbols), `as spread as ${decimal(report.concentration.effective_symbols)} equal ones`],
      ['Days', whole(dates.days), `in ${whole(dates.months_covered)} months`],
      ['Session labels', whole(report.session_labels.corrected), 'were wrong and are corrected']])),
    card('Funnel', {}, funnel(report.funnel, report.input_rows)),
    card('Target against achieved', {}, quotas(asked), buckets(asked)),
    el('div', { class: 'columns' },
      el('div', { class: 'stack' }, card('Sessions', {}, beforeAfter('Session', pairs(report.sessions, SESSIONS))), card('Months', {}, beforeAfter('Month', pairs(dates.months)))),
      el('div', { class: 'stack' }, card('Event types', {}, beforeAfter('Event type', pairs(report.event_types))))),
    card('Concentration', {}, concentration(report)),
    card('What another setting would add', {}, effects(report.marginal_effects), el('p', { class: 'soft small' }, 'One step of each setting, everything else as it is. Available: events more that pass; selected: events more in the manifest.')),
    card('Shortfalls', {}, shortfalls(asked)));
}

function effects(all) {
  if (all.length === 0) {
    return blank('Nothing to loosen', 'No setting of the profile holds an event back.');
  }
  const most = [...all].sort((a, b) => b.selected - a.selected || b.available - a.available);
  const plus = (count) => (count === 0 ? '–' : `${count > 0 ? '+' : ''}${whole(count)}`);
  return table('What another setting would add', [['Setting'], ['From', 'number'], ['To', 'number'], ['Available', 'number'], ['Selected', 'number']],
    most.map(({ setting, from, to, available, selected }) => ({
      cells: [el('span', { class: 'mono wrap' }, setting), decimal(from, 4), decimal(to, 4), { value: plus(available), kind: available === 0 ? 'none' : undefined },
        { value: plus(selected), kind: selected === 0 ? 'none' : 'strong', none: selected === 0 }],
    })));
}

function shortfalls({ shortfalls: short, relaxations }) {
  if (short.length === 0 && relaxations.length === 0) {
    return blank('No session is short', 'Every session has the events it asks for, and nothing was relaxed for it.');
  }
  return el('ul', { class: 'rows' },
    short.map(({ session, words, needed, available }) => el('li', {}, el('strong', {}, session), ` ${words ?? `needs ${whole(needed)}, ${whole(available)} pass`}`)),
    relaxations.map((relaxed) => el('li', {}, el('strong', {}, 'Relaxed'), ` ${Object.values(relaxed).join(' · ')}`)));
}
