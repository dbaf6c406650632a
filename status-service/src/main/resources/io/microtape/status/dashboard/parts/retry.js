// Asking again for what a run gave up: first what that would be, why it was given up, and what it will cost.

import { post } from '../page/api.js';
import { dialog } from '../page/dialog.js';
import { blank, el, failure, loading, show } from '../page/dom.js';
import { figures } from './figures.js';
import { bytes, duration, range, whole } from './numbers.js';
import { shortName } from './run-row.js';
import { swatch } from './segments.js';
import { wordOf } from './states.js';

const STATES = ['FAILED', 'NOT_ENTITLED', 'VENDOR_HOLE'];
const SHOWN_CAUSES = 6;

// Resolves to the states to ask again for, or undefined.
export function retryDialog(run, preset = ['FAILED', 'NOT_ENTITLED']) {
  const preview = el('div', { class: 'preview', 'aria-live': 'polite' }, loading());
  const boxes = STATES.map((state) => el('input', { type: 'checkbox', id: `retry-${state}`, value: state, checked: preset.includes(state) }));
  const chosen = () => boxes.filter(({ checked }) => checked).map(({ value }) => value);
  let turn = 0;
  return dialog(`Ask again for what ${shortName(run)} gave up`, [
    el('fieldset', { class: 'checks' }, el('legend', { class: 'soft' }, 'Captures of this run that are'),
      boxes.map((box) => el('label', { for: box.id }, box, swatch(box.value), wordOf(box.value)))),
    preview,
  ], {
    confirm: 'Ask again', read: chosen, opened: ({ yes }) => {
      const look = async () => {
        const mine = ++turn;
        yes.disabled = true;
        if (chosen().length === 0) {
          show(preview, blank('Nothing is chosen'));
          return;
        }
        try {
          const cost = await post(`/api/v1/runs/${encodeURIComponent(run.run_id)}/retry`, { preview: true, states: chosen().join(',') });
          if (mine === turn) {
            yes.disabled = cost.captures === 0;
            yes.textContent = cost.captures === 0 ? 'Ask again' : `Ask again for ${whole(cost.captures)} captures`;
            show(preview, said(cost));
          }
        } catch (error) {
          show(preview, failure(error));
        }
      };
      boxes.forEach((box) => box.addEventListener('change', look));
      look();
    },
  });
}

function said({ captures, causes, estimate }) {
  if (captures === 0) {
    return blank('Nothing to ask again for', 'This run gave up no capture of these states.');
  }
  return [
    figures([['Captures', whole(captures)], ['Requests', range(estimate.requests, (count) => whole(Math.round(count)))],
      ['To store', range(estimate.bytes, bytes)], ['Time', range(estimate.hours, duration)]]),
    el('p', { class: 'soft small' }, 'The vendor is asked for all of them, from p50 to p90 at this cost.'),
    el('ul', { class: 'rows causes' }, causes.slice(0, SHOWN_CAUSES).map(({ state, cause, captures: count }) => el('li', {},
      el('span', { class: 'with-swatch' }, swatch(state), whole(count)), el('span', { class: 'cause' }, cause || wordOf(state))))),
    causes.length > SHOWN_CAUSES ? el('p', { class: 'soft small' }, `and ${whole(causes.length - SHOWN_CAUSES)} more causes`) : null,
  ];
}
