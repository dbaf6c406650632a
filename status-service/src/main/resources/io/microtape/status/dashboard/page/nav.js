// The way between manifests and views.

import { el, show } from './dom.js';
import { link } from './router.js';

// `under` says which view a page without an own entry belongs to.
export const VIEWS = [
  { name: 'overview', word: 'Overview', load: () => import('../views/overview.js') },
  { name: 'coverage', word: 'Coverage', load: () => import('../views/coverage.js') },
  { name: 'captures', word: 'Captures', load: () => import('../views/captures.js') },
  { name: 'windows', word: 'Window', under: 'captures', load: () => import('../views/window.js') },
  { name: 'selection', word: 'Selection', load: () => import('../views/selection.js') },
  { name: 'checks', word: 'Go / no-go', load: () => import('../views/checks.js') },
  { name: 'runs', word: 'Runs', load: () => import('../views/runs.js') },
  { name: 'rate', word: 'Rate', load: () => import('../views/rate.js') },
];

export function showNav(nav, manifest, current) {
  const entry = VIEWS.find(({ name }) => name === current);
  show(nav, el('ul', {}, VIEWS.filter(({ under }) => under === undefined).map(({ name, word }) => el('li', {},
    el('a', {
      href: link({ manifest, view: name }), 'data-key': name,
      'aria-current': name === current ? 'page' : name === entry.under ? 'true' : undefined,
    }, word)))));
}

export function pick(select, manifests, chosen) {
  // Rebuilding an open list would close it under the reader's hand.
  const ids = manifests.map(({ manifest_id: id }) => id).join('\n');
  if (select.dataset.ids !== ids) {
    select.dataset.ids = ids;
    show(select, manifests.length === 0 ? el('option', { value: '' }, 'None yet')
      : manifests.map(({ manifest_id: id }) => el('option', { value: id }, id)));
  }
  select.disabled = manifests.length === 0;
  select.value = chosen ?? '';
}

// On a narrow page the views are behind a button. Returns what closes them.
export function menu(button, body) {
  const set = (open) => {
    button.setAttribute('aria-expanded', String(open));
    body.toggleAttribute('data-open', open);
  };
  button.addEventListener('click', () => set(button.getAttribute('aria-expanded') !== 'true'));
  button.closest('header').addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && button.getAttribute('aria-expanded') === 'true') {
      set(false);
      button.focus();
    }
  });
  return () => set(false);
}
