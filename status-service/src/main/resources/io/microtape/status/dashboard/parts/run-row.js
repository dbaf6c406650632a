// A run in one row: what it is about, where it stands, how far it is.

import { el } from '../page/dom.js';
import { badge } from './badge.js';
import { share, whole } from './numbers.js';
import { segments } from './segments.js';
import { time } from './times.js';

const TONES = { RUNNING: 'active', PAUSED: 'warning', CANCELLED: undefined, FINISHED: undefined };
const ALL_WAVES = 3;

export function scopeOf({ tapes, waves, pilot, limit, order }) {
  return [tapes.map((tape) => tape.toLowerCase()).join(' and '),
    waves && waves.length < ALL_WAVES ? `waves ${waves.join(', ')}` : 'all waves',
    pilot ? `a pilot of ${whole(pilot)} windows` : limit ? `the first ${whole(limit)} windows` : 'all windows',
    order ? `${order.toLowerCase()} order` : ''].filter(Boolean).join(' · ');
}

// run-1 of a manifest is told by its number: the manifest is known from the page.
export const shortName = ({ run_id: id, manifest_id: manifest }) => id.replace(`${manifest}-`, '');

export const stateBadge = (run) => badge(run.state.toLowerCase(), TONES[run.state]);

export function progress(run) {
  return run.progress ? el('div', { class: 'run-progress' }, segments(run.progress.states, { class: 'thin-bar' }),
    el('span', { class: 'soft small' }, `${whole(run.progress.answered)} of ${whole(run.progress.captures)} answered, ${share(run.progress.answered, run.progress.captures)}`)) : null;
}

export function runRow(run) {
  return el('div', { class: 'run-row' },
    el('div', { class: 'run-name' }, el('span', { class: 'mono strong', title: run.run_id }, shortName(run)), stateBadge(run)),
    el('div', { class: 'run-what' }, el('span', {}, scopeOf(run)), el('span', { class: 'soft small' }, 'started ', time(run.created_at)),
      run.reason ? el('span', { class: 'reason' }, run.reason) : null),
    progress(run));
}
