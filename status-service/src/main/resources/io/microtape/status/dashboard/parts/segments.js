// A bar of capture states: the truth bar itself, and the small ones in tables and cells.

import { el } from '../page/dom.js';
import { whole } from './numbers.js';
import { STATES } from './states.js';

export function wordsOf(states) {
  return STATES.filter(({ name }) => states[name] > 0).map(({ name, word }) => `${word} ${whole(states[name])}`).join(', ') || 'No captures';
}

export function segments(states, attributes) {
  const bar = el('div', { role: 'img', 'aria-label': wordsOf(states), ...attributes, class: `segments ${attributes.class}` });
  for (const { name, word } of STATES.filter((state) => states[state.name] > 0)) {
    const segment = el('div', { class: 'segment', 'data-state': name, title: `${word}: ${whole(states[name])}` });
    segment.style.flexGrow = states[name];
    bar.append(segment);
  }
  return bar;
}

export const swatch = (state) => el('span', { class: 'swatch', 'data-state': state, 'aria-hidden': 'true' });
