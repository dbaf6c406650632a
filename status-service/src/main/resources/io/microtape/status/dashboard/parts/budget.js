// What a run may use up: shown as it is, and changed where a person changes it.

import { el } from '../page/dom.js';

const BYTES_PER_GB = 1e9;
const MILLIS_PER_HOUR = 3_600_000;

const BUDGETS = [
  { name: 'max_requests', word: 'Requests', key: 'requests', per: 1, step: '1' },
  { name: 'max_gb', word: 'GB', key: 'bytes', per: BYTES_PER_GB, step: 'any' },
  { name: 'max_hours', word: 'Hours', key: 'millis', per: MILLIS_PER_HOUR, step: 'any' },
];

// The fields, and what reads them: the body of the call, true when nothing was changed.
export function budgetForm({ budget = {} }) {
  const fields = BUDGETS.map(({ name, word, key, per, step }) => {
    const now = budget[key] === undefined ? '' : String(budget[key] / per);
    return { name, now, input: el('input', { class: 'field', type: 'number', min: '0', step, id: `budget-${name}`, value: now, placeholder: 'none' }), word };
  });
  return {
    fields: el('fieldset', { class: 'checks budget' }, el('legend', { class: 'soft' }, 'Pause again when it has used up'),
      fields.map(({ input, word }) => el('label', { class: 'labelled', for: input.id }, word, input))),
    read: () => {
      const changed = fields.filter(({ input, now }) => input.value !== now);
      // 0 lifts a budget; so does an emptied field.
      return changed.length === 0 ? true : Object.fromEntries(changed.map(({ name, input }) => [name, Number(input.value || 0)]));
    },
  };
}
