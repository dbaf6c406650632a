// The runs over the manifest: when, how far, and what can be done with them.

import { get } from '../page/api.js';
import { blank, card, el, failure, loading, show } from '../page/dom.js';
import { link } from '../page/router.js';
import { heading } from '../page/stage.js';
import { facts } from '../parts/figures.js';
import { bytes, duration, whole } from '../parts/numbers.js';
import { pager } from '../parts/pager.js';
import { runActions } from '../parts/run-actions.js';
import { progress, scopeOf, shortName, stateBadge } from '../parts/run-row.js';
import { timeline } from '../parts/timeline.js';
import { time } from '../parts/times.js';

const ROWS = 20;
const MILLIS_PER_HOUR = 3_600_000;

export async function open(place, { manifest: { manifest_id: id }, query, store, closing, current }) {
  const list = el('div', { class: 'view' }, loading());
  let page;
  const draw = () => {
    if (current()) {
      show(list, page.runs.length === 0 ? none(id)
        : [card('Timeline', {}, timeline(page.runs)), page.runs.map((run) => runCard(run, ask)),
          pager(page, 'runs', (to) => link({ manifest: id, view: 'runs', query: { offset: to || undefined } }))]);
    }
  };
  const ask = async () => {
    try {
      page = await get('/api/v1/runs', { manifest: id, limit: ROWS, offset: query.offset });
      draw();
    } catch (error) {
      show(list, failure(error, ask));
    }
  };
  await ask();
  show(place, heading('Runs', el('p', { class: 'soft' }, 'Newest first')), list);
  // What is heard of a run replaces what was asked; one that is not known yet makes the list be asked again.
  closing(store.listen(({ runs }, changed) => {
    if (changed.has('runs') && page) {
      const heard = new Map(runs.map((run) => [run.run_id, run]));
      // Those that were heard of are more than a page of the list.
      const unknown = runs.slice(0, ROWS).some(({ run_id: run }) => !page.runs.some((each) => each.run_id === run));
      page = { ...page, runs: page.runs.map((run) => heard.get(run.run_id) ?? run) };
      return unknown && !query.offset ? ask() : draw();
    }
    return undefined;
  }));
}

const none = (manifest) => blank('No run yet', el('p', {}, 'Once the manifest is approved: ', el('code', {}, `./microtape run start --manifest ${manifest}`)));

function runCard(run, changed) {
  const { budget, used } = run;
  const of = (name, words) => (used ? `${words(used[name])}${budget?.[name] ? ` of ${words(budget[name])}` : ''}` : '–');
  const id = `run-${run.run_id}`;
  return el('section', { class: 'card run', 'aria-labelledby': id, 'data-run': run.run_id },
    el('div', { class: 'card-head' }, el('h2', { id, class: 'mono', title: run.run_id }, shortName(run), ' ', stateBadge(run)), runActions(run, changed)),
    el('p', {}, scopeOf(run)), run.reason ? el('p', { class: 'notice', 'data-tone': 'warning' }, run.reason) : null, progress(run),
    facts([['Started', time(run.created_at)], ['Requests', of('requests', whole)], ['Stored', of('bytes', bytes)],
      ['At work', of('millis', (millis) => duration(millis / MILLIS_PER_HOUR))],
      run.progress ? ['Rows', whole(run.progress.rows)] : null]));
}
