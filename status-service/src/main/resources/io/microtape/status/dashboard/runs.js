// The runs over the manifest, newest first, in one line each.

import { blank, el, show } from './dom.js';
import { time } from './times.js';

const TONES = { RUNNING: 'active', PAUSED: 'warning', CANCELLED: 'warning' };

export function runList(place, runs) {
  if (runs.length === 0) {
    show(place, blank('No run yet', el('p', {}, 'Start one: ', el('code', {}, './microtape run start'))));
    return;
  }
  show(place, el('ul', { class: 'runs' }, runs.map((run) => el('li', {},
    el('span', { class: 'badge', 'data-tone': TONES[run.state] }, run.state.toLowerCase()),
    el('span', { class: 'mono' }, run.run_id),
    el('span', {}, run.tapes.map((tape) => tape.toLowerCase()).join(' and ')),
    el('span', { class: 'soft' }, 'started ', time(run.created_at)),
    run.reason ? el('span', { class: 'reason' }, run.reason) : null))));
}
