import { el } from '../page/dom.js';

// A word with a tone: active, warning, danger, or none.
export const badge = (word, tone) => el('span', { class: 'badge', 'data-tone': tone }, word);
