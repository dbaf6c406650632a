// A bar of capture states: the truth bar itself, and the small ones in tables.

import { el } from './dom.js';
import { whole } from './numbers.js';
import { STATES } from './states.js';

export function segments(states, attributes) {
  const present = STATES.filter(({ name }) => states[name] > 0);
  const words = present.map(({ name, word }) => `${word} ${whole(states[name])}`).join(', ');
  const bar = el('div', { role: 'img', 'aria-label': words || 'No captures', ...attributes, class: `segments ${attributes.class}` });
  for (const { name, word } of present) {
    const segment = el('div', { class: 'segment', 'data-state': name, title: `${word}: ${whole(states[name])}` });
    segment.style.flexGrow = states[name];
    bar.append(segment);
  }
  return bar;
}

export const swatch = (state) => el('span', { class: 'swatch', 'data-state': state, 'aria-hidden': 'true' });
