// Asks the vendor again for a capture that was given up, by a retry of a run that is about it.

import { get, post } from '../page/api.js';
import { el, failure, show } from '../page/dom.js';
import { whole } from './numbers.js';
import { retryDialog } from './retry.js';
import { shortName } from './run-row.js';

const GIVEN_UP = ['FAILED', 'NOT_ENTITLED', 'VENDOR_HOLE'];

// A sample, or the first of an order, may be without the capture; a run of the whole is not.
const takesAll = ({ limit, pilot }) => limit === undefined && pilot === undefined;

export function askAgain({ state, capture_id: id, tape, session }, manifest) {
  if (!GIVEN_UP.includes(state)) {
    return null;
  }
  const said = el('div', { 'aria-live': 'polite' });
  const ask = async () => {
    try {
      const { runs } = await get('/api/v1/runs', { manifest });
      const about = runs.filter((each) => each.state !== 'CANCELLED' && each.tapes.includes(tape) && each.waves.includes(session));
      const run = about.find(takesAll) ?? about[0];
      if (run === undefined) {
        show(said, el('p', {}, 'No run is about it that could be retried. Start one: ', el('code', {}, `./microtape run start --manifest ${manifest}`)));
        return;
      }
      const states = await retryDialog(run, [state]);
      if (states) {
        const { captures } = await post(`/api/v1/runs/${encodeURIComponent(run.run_id)}/retry`, { states: states.join(',') });
        show(said, el('p', { class: 'notice', 'data-tone': 'active' }, `${whole(captures)} captures of ${shortName(run)} wait again.`));
      }
    } catch (error) {
      show(said, failure(error));
    }
  };
  return el('div', { class: 'again' },
    el('button', { class: 'button', type: 'button', 'data-key': `again ${id}`, onclick: ask }, 'Ask again…'),
    el('p', { class: 'soft small' }, 'A retry is of a whole run: it asks for all that the run gave up for the reasons you choose, and says before what that costs.'), said);
}
