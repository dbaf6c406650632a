// What a list is narrowed by. The choices are in the address; a changed choice is a new address.

import { get } from '../page/api.js';
import { el } from '../page/dom.js';
import { go } from '../page/router.js';
import { STATES } from './states.js';

const same = (values) => values.map((value) => [value, value]);
const lower = (values) => values.map((value) => [value, value.toLowerCase()]);
const MOST_CHOICES = 200;

const FIELDS = {
  state: { word: 'State', choices: STATES.map(({ name, word }) => [name, word]) },
  session: { word: 'Session', choices: same(['PM', 'RTH', 'AH', 'CLOSED']) },
  tape: { word: 'Tape', choices: lower(['TRADES', 'QUOTES']) },
  grade: { word: 'Grade', choices: same(['A', 'B', 'C', 'NONE']) },
  // These are the manifest's own, and asked of the service.
  event_type: { word: 'Event type' },
  month: { word: 'Month' },
};

export async function filters(fields, { manifest: { manifest_id: manifest }, query }, route) {
  const change = (name, value) => go({ ...route, query: { ...query, [name]: value, offset: undefined } });
  const fixed = await Promise.all(fields.filter((name) => FIELDS[name]).map(async (name) => [name, await choices(name, manifest)]));
  const chosen = [...fields, 'date'].filter((name) => query[name] !== undefined);
  return el('div', { class: 'filters', role: 'search', 'aria-label': 'Filters' },
    fields.includes('symbol') ? symbol(query.symbol, change) : null,
    fixed.map(([name, offered]) => choice(name, offered, query[name], change)),
    query.date ? label('Date', el('input', { class: 'field', type: 'date', 'data-key': 'filter date', value: [query.date].flat()[0], onchange: ({ target }) => change('date', target.value) })) : null,
    chosen.length > 0 ? el('button', { class: 'button quiet', type: 'button', 'data-key': 'clear', onclick: () => go({ ...route, query: kept(query, chosen) }) }, 'Clear filters') : null);
}

// The part of an address that narrows, for the calls that take the same words.
export const narrowed = ({ symbol: symbols, session, tape, state, grade, event_type: type, month, date }) =>
  ({ symbol: symbols, session, tape, state, grade, event_type: type, month, date });

const kept = (query, chosen) => Object.fromEntries(Object.entries(query).filter(([name]) => !chosen.includes(name) && name !== 'offset'));

async function choices(name, manifest) {
  if (FIELDS[name].choices) {
    return FIELDS[name].choices;
  }
  const { groups } = await get('/api/v1/coverage', { manifest, by: name, limit: MOST_CHOICES });
  return same(groups.map(({ key }) => [key].flat()[0]));
}

function choice(name, offered, now, change) {
  const values = [now ?? ''].flat();
  const several = values.length > 1 || (values[0] && !offered.some(([value]) => value === values[0]));
  return label(FIELDS[name].word, el('select', {
    class: 'field', 'data-key': `filter ${name}`, onchange: ({ target }) => change(name, target.value === '*' ? now : target.value),
  }, el('option', { value: '' }, 'any'), several ? el('option', { value: '*', selected: true }, values.join(', ')) : null,
  offered.map(([value, word]) => el('option', { value, selected: !several && value === values[0] }, word))));
}

function symbol(now, change) {
  return label('Symbol', el('input', {
    class: 'field', type: 'search', 'data-key': 'filter symbol', autocomplete: 'off', spellcheck: 'false', maxlength: '16', size: '8', value: [now ?? ''].flat().join(' '),
    onchange: ({ target }) => change('symbol', target.value.split(/[\s,]+/).filter(Boolean).map(ticker)),
  }));
}

// Typed in a hurry it is all small; one with capitals is meant as it is: preferred shares are such as BACpL.
const ticker = (typed) => (typed === typed.toLowerCase() ? typed.toUpperCase() : typed);

const label = (word, field) => el('label', { class: 'labelled' }, word, field);
