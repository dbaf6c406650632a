// What can be done with a run. What costs something says so before it is done.

import { post } from '../page/api.js';
import { dialog } from '../page/dialog.js';
import { el, failure } from '../page/dom.js';
import { whole } from './numbers.js';
import { shortName } from './run-row.js';
import { budgetForm } from './budget.js';
import { retryDialog } from './retry.js';

const LEFT = ['QUEUED', 'IN_FLIGHT', 'EMPTY'];

const left = ({ progress }) => (progress ? LEFT.reduce((sum, state) => sum + (progress.states[state] ?? 0), 0) : undefined);

const ACTIONS = [
  { name: 'pause', word: 'Pause', when: ['RUNNING'], says: () => 'No further capture is begun. Those in flight finish, and nothing is lost: resume goes on where it was.' },
  { name: 'resume', word: 'Resume', when: ['PAUSED'], says: (run) => `The vendor is asked again for what is left${left(run) === undefined ? '' : `: ${whole(left(run))} captures`}.`, form: budgetForm },
  { name: 'cancel', word: 'Cancel', when: ['RUNNING', 'PAUSED'], tone: 'danger', says: () => 'Captures in flight finish; what waits goes back to never asked. A cancelled run cannot be resumed, another one can be started. What was paid for stays in the lake.' },
];

export function runActions(run, changed) {
  const said = el('div', { class: 'said' });
  const act = async (action) => {
    said.replaceChildren();
    try {
      await action();
      await changed();
    } catch (error) {
      said.append(failure(error));
    }
  };
  const ask = async ({ name, word, tone, says, form = () => ({}) }) => {
    const { fields, read } = form(run);
    const body = await dialog(`${word} ${shortName(run)}?`, [el('p', {}, says(run)), fields], { confirm: `${word} this run`, tone, read });
    if (body) {
      await act(() => post(`/api/v1/runs/${encodeURIComponent(run.run_id)}/${name}`, {}, body === true ? undefined : body));
    }
  };
  return el('div', { class: 'actions' },
    ACTIONS.filter(({ when }) => when.includes(run.state)).map((action) => el('button', {
      class: 'button', type: 'button', 'data-key': `${action.name} ${run.run_id}`, onclick: () => ask(action),
    }, action.word)),
    run.state === 'CANCELLED' ? null : el('button', {
      class: 'button', type: 'button', 'data-key': `retry ${run.run_id}`, onclick: async () => {
        const states = await retryDialog(run);
        if (states) {
          await act(() => post(`/api/v1/runs/${encodeURIComponent(run.run_id)}/retry`, { states: states.join(',') }));
        }
      },
    }, 'Ask again…'), said);
}
