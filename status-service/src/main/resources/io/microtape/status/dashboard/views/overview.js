// What there is, what is missing, and what the rest will cost: the first page that is seen.

import { el, blank, card, loading, show } from '../page/dom.js';
import { link } from '../page/router.js';
import { heading } from '../page/stage.js';
import { figures } from '../parts/figures.js';
import { bytes, duration, range, whole } from '../parts/numbers.js';
import { dial } from '../parts/dial.js';
import { reasonList } from '../parts/reasons.js';
import { runRow } from '../parts/run-row.js';
import { truthBar } from '../parts/truth-bar.js';
import { approvalLine, verdictBadge } from '../parts/verdict.js';

const SHOWN_RUNS = 4;

export function open(place, { manifest, store, closing }) {
  const { manifest_id: id } = manifest;
  const to = (view, word) => el('a', { href: link({ manifest: id, view }), 'data-key': `more ${view}` }, word);
  const parts = ['truth', 'left', 'rate', 'runs'].reduce((all, name) => ({ ...all, [name]: el('div', {}, loading()) }), {});
  show(place,
    heading('Overview', verdictBadge(manifest, link({ manifest: id, view: 'checks' })), el('p', { class: 'soft' }, approvalLine(manifest))),
    card('Truth bar', { class: 'truth', aside: to('coverage', 'By date and symbol') }, parts.truth),
    el('div', { class: 'columns' },
      card('Missing', { aside: to('captures', 'All captures') }, parts.left), card('Rate', { aside: to('rate', 'Downloaders and leases') }, parts.rate)),
    card('Runs', { aside: to('runs', 'All runs') }, parts.runs));

  closing(store.listen((now, changed) => {
    const some = (...names) => names.some((name) => changed.has(name));
    if (now.captures === 0) {
      show(parts.truth, blank('No captures yet', el('p', {}, 'A manifest’s captures are known once it is approved.')));
    } else if (some('states', 'rows', 'bytes', 'remaining', 'rate')) {
      show(parts.truth, truthBar(now));
    }
    if (some('remaining', 'reasons')) {
      show(parts.left, missing(now));
    }
    if (some('rate')) {
      show(parts.rate, dial(now.rate));
    }
    if (some('runs')) {
      show(parts.runs, runs(now.runs, id));
    }
  }));
}

function missing(now) {
  const { remaining } = now;
  return [
    remaining.captures === 0 ? blank('Nothing is left to ask', 'Every capture has its answer.') : [
      figures([
        ['Left to ask', whole(remaining.captures)],
        ['Requests', range(remaining.requests, (count) => whole(Math.round(count)))],
        ['To store', range(remaining.bytes, bytes)],
        ['Time', range(remaining.hours, duration)],
      ]),
      el('p', { class: 'soft small' }, 'From p50 to p90 of the total, by what captures like these have cost.')],
    reasonList(now),
  ];
}

function runs(list, manifest) {
  if (list.length === 0) {
    return blank('No run yet', el('p', {}, 'Once the manifest is approved: ', el('code', {}, `./microtape run start --manifest ${manifest}`)));
  }
  return el('ul', { class: 'rows' }, list.slice(0, SHOWN_RUNS).map((run) => el('li', {}, runRow(run))));
}
