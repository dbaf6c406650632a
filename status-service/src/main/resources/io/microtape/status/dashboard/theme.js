// The theme: what the system says, or what was chosen here.

import { el, show } from './dom.js';

const THEMES = ['system', 'light', 'dark'];

export function themeButton(button) {
  const current = () => document.documentElement.dataset.theme ?? 'system';
  const showCurrent = () => {
    button.setAttribute('aria-label', `Theme: ${current()}`);
    show(button, el('span', { class: 'wide-only' }, 'Theme: '), current());
  };
  button.addEventListener('click', () => {
    const next = THEMES[(THEMES.indexOf(current()) + 1) % THEMES.length];
    if (next === 'system') {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = next;
    }
    remember(next);
    showCurrent();
  });
  showCurrent();
}

function remember(theme) {
  try {
    localStorage.setItem('theme', theme);
  } catch {
    // Not kept: the choice lasts as long as the page.
  }
}
