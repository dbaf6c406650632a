// Where it stands: by date and session, by symbol and month, or by one key. Counted by the service, shown here.

import { el, failure, loading, show } from '../page/dom.js';
import { paced } from '../page/paced.js';
import { link } from '../page/router.js';
import { heading } from '../page/stage.js';
import { filters } from '../parts/filters.js';
import { byOneKey } from '../parts/breakdown.js';
import { calendar } from '../parts/calendar.js';
import { symbolMonths } from '../parts/symbol-months.js';

const WAYS = [
  { by: 'date,session', word: 'Date × session', show: calendar, fields: ['symbol', 'tape', 'event_type'] },
  { by: 'symbol,month', word: 'Symbol × month', show: symbolMonths, fields: ['symbol', 'session', 'tape', 'event_type'] },
  ...[['session', 'Session'], ['tape', 'Tape'], ['event_type', 'Event type'], ['month', 'Month'], ['symbol', 'Symbol'], ['grade', 'Grade']]
    .map(([by, word]) => ({ by, word, show: byOneKey, fields: [] })),
];
const AGAIN_MILLIS = 2_000;

export async function open(place, context) {
  const { manifest: { manifest_id: id }, query, store, closing, current } = context;
  const way = WAYS.find(({ by }) => by === query.by) ?? WAYS[0];
  const route = { manifest: id, view: 'coverage' };
  const cells = el('div', {}, loading());
  const draw = async () => {
    try {
      const drawn = await way.show({ ...context, by: way.by, word: way.word, route });
      if (current()) {
        show(cells, drawn);
      }
    } catch (error) {
      show(cells, failure(error, draw));
    }
  };
  const [choices] = await Promise.all([filters(way.fields, context, route), draw()]);
  show(place, heading('Coverage', el('p', { class: 'soft' }, 'Each cell leads to its captures')),
    el('nav', { class: 'choices', 'aria-label': 'Count by' }, WAYS.map(({ by, word }) => el('a', {
      class: 'choice', 'data-key': `by ${by}`, 'aria-current': by === way.by ? 'true' : undefined, href: link({ ...route, query: { by } }),
    }, word))),
    way.fields.length > 0 ? choices : null, el('section', { class: 'card', 'aria-label': way.word }, cells));
  const again = paced(draw, AGAIN_MILLIS);
  let counted = store.now()?.states;
  closing(store.listen(({ states }) => {
    if (counted !== undefined && counted !== states) {
      again();
    }
    counted = states;
  }));
}
