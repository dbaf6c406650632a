// A question in the middle of the page. The browser keeps the keyboard inside it, and gives the focus back after it.

import { el, present } from './dom.js';

// Resolves to what read() says when it is confirmed, and to undefined when it is not.
export function dialog(title, body, { confirm, tone, read = () => true, opened = () => {} }) {
  return new Promise((resolve) => {
    let answer;
    const yes = el('button', { class: 'button strong', type: 'submit', 'data-tone': tone }, confirm);
    const box = el('dialog', { class: 'dialog', 'aria-labelledby': 'dialog-title' },
      el('form', {
        onsubmit: (event) => {
          event.preventDefault();
          answer = read();
          box.close();
        },
      },
      el('h2', { id: 'dialog-title' }, title),
      el('div', { class: 'dialog-body' }, ...present(body)),
      el('div', { class: 'dialog-end' },
        el('button', { class: 'button', type: 'button', onclick: () => box.close() }, 'Leave it'), yes)));
    // Another page was gone to: its question is gone too.
    const left = () => box.close();
    addEventListener('hashchange', left);
    box.addEventListener('close', () => {
      removeEventListener('hashchange', left);
      box.remove();
      resolve(answer);
    });
    document.body.append(box);
    box.showModal();
    opened({ yes });
  });
}
