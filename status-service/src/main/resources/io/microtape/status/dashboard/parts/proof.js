// What is known of one capture: its state, its file, what proves it, and every attempt.

import { card, el } from '../page/dom.js';
import { badge } from './badge.js';
import { copyable } from './copied.js';
import { facts } from './figures.js';
import { bytes, decimal, percent, whole } from './numbers.js';
import { swatch } from './segments.js';
import { wordOf } from './states.js';
import { time } from './times.js';

const GRADES = { A: 'active', B: 'active', C: 'warning' };

export function captureProof(capture, again) {
  const { tape, state, proof, file, attempts, cause, path, next_look: next } = capture;
  const word = tape[0] + tape.slice(1).toLowerCase();
  return card(word, { aside: el('span', { class: 'with-swatch strong' }, swatch(state), wordOf(state)) },
    cause ? el('p', { class: 'notice', 'data-tone': 'warning' }, cause) : null,
    next ? el('p', { class: 'soft' }, 'It is asked for again at ', time(next)) : null,
    proof ? [proven(proof, capture.requests), el('p', { class: 'soft small over' }, 'Path in the lake'), copyable(path, `path of ${tape.toLowerCase()}`),
      el('p', { class: 'soft small over' }, 'SHA-256'), copyable(proof.sha256, `SHA-256 of ${tape.toLowerCase()}`)] : null,
    file ? origin(file) : null,
    el('details', { class: 'more-below' }, el('summary', {}, `Attempts: ${whole(attempts?.length ?? 0)}`), history(attempts ?? [])),
    again);
}

function proven(proof, requests) {
  return facts([
    ['Rows', proof.rows_kept === proof.rows_received ? whole(proof.rows_kept) : `${whole(proof.rows_kept)} of ${whole(proof.rows_received)} received`],
    ['Pages', whole(proof.pages)], ['Requests', whole(requests ?? 0)], ['Size', bytes(proof.bytes)],
    ['Grade', GRADES[proof.grade] ? badge(proof.grade, GRADES[proof.grade]) : 'nothing to compare'],
    proof.tick_continuity === undefined ? null : ['Minutes with trades', percent(proof.tick_continuity * 100)],
    proof.event_trades_per_second === undefined ? null : ['Trades in the event', `${decimal(proof.event_trades_per_second, 2)} / s`],
    proof.event_relative_spread === undefined ? null : ['Spread in the event', percent(proof.event_relative_spread * 100, 3)],
    ['First row', time(proof.first, 'seconds')], ['Last row', time(proof.last, 'seconds')],
    proof.extension ? ['Extended', proof.extension] : null]);
}

function origin({ present, vendor, endpoint, request_ids: ids, fetched_at: fetched, size_unit: unit }) {
  if (!present) {
    return el('p', { class: 'soft' }, 'There is no file of it in the lake.');
  }
  return el('details', { class: 'more-below' }, el('summary', {}, 'As the file’s footer says'), facts([
    vendor ? ['Vendor', vendor] : null, endpoint ? ['Endpoint', el('span', { class: 'mono' }, endpoint)] : null, fetched ? ['Fetched', time(fetched, 'seconds')] : null,
    unit ? ['Sizes in', unit] : null, ids?.length > 0 ? ['Request ids', el('span', { class: 'mono wrap' }, ids.join(' '))] : null]));
}

function history(attempts) {
  return attempts.length === 0 ? el('p', { class: 'soft' }, 'It was never asked for.')
    : el('ol', { class: 'rows' }, attempts.map((attempt) => el('li', {}, el('span', {}, el('strong', {}, attempt.outcome), ` by ${attempt.leased_by}, `, time(attempt.ended_at, 'seconds')),
      attempt.cause ? el('p', { class: 'soft' }, attempt.cause) : null)));
}
