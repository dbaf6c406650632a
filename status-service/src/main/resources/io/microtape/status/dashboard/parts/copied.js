// Text to be taken elsewhere, with a button that takes it.

import { el } from '../page/dom.js';

const SAID_MILLIS = 2_000;

export function copyable(text, name) {
  const button = el('button', { class: 'button small', type: 'button', 'data-key': `copy ${name}`, 'aria-label': `Copy ${name}` }, 'Copy');
  button.addEventListener('click', async () => {
    const done = await navigator.clipboard.writeText(text).then(() => true, () => false);
    // Where a page may not write to the clipboard, the text is at least marked.
    if (!done) {
      getSelection().selectAllChildren(code);
    }
    button.textContent = done ? 'Copied' : 'Marked';
    setTimeout(() => {
      button.textContent = 'Copy';
    }, SAID_MILLIS);
  });
  const code = el('code', { class: 'line', tabindex: '0', role: 'textbox', 'aria-readonly': 'true', 'aria-label': name }, text);
  return el('div', { class: 'copyable' }, code, button);
}
