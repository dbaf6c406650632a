// The access token, asked for when the service wants one, and kept as long as this tab.

import { dialog } from './dialog.js';
import { el } from './dom.js';

let asking;
// Whoever gave none is asked again when they do something, and not for what the page does by itself.
let declined = false;
addEventListener('click', () => {
  declined = false;
});

export function authorization() {
  const token = kept();
  return token ? { Authorization: `Bearer ${token}` } : {};
}

// Asks a person for a token; whoever is refused meanwhile waits for the same answer. False: they gave none.
export function askForToken(refused) {
  if (declined && asking === undefined) {
    return Promise.resolve(false);
  }
  asking ??= ask(refused).finally(() => {
    asking = undefined;
  });
  return asking;
}

async function ask(refused) {
  const field = el('input', { id: 'token', class: 'field mono', type: 'password', autocomplete: 'off', required: true, spellcheck: 'false' });
  const given = await dialog('This service asks for a token', [
    kept() ? el('p', { class: 'notice', 'data-tone': 'danger' }, 'The token that was given is not one that it knows.') : null,
    el('p', {}, refused ?? 'Who runs it has one for reading, and one for operating: approving, starting, pausing.'),
    el('label', { class: 'labelled', for: 'token' }, 'Token', field),
    el('p', { class: 'soft small' }, 'It stays in this tab until you close it.'),
  ], { confirm: 'Use this token', read: () => field.value.trim() });
  declined = !given;
  if (given) {
    keep(given);
  }
  return Boolean(given);
}

let memory;

function kept() {
  try {
    return sessionStorage.getItem('token') ?? memory;
  } catch {
    return memory;
  }
}

function keep(token) {
  memory = token;
  try {
    sessionStorage.setItem('token', token);
  } catch {
    // A browser that keeps nothing: the token lasts as long as the page.
  }
}
