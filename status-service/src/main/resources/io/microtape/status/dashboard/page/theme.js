// The theme: what the system says, or what was chosen here.

import { show } from './dom.js';
import { remember } from './kept.js';

const THEMES = ['system', 'light', 'dark'];

export function themeButton(button) {
  const current = () => document.documentElement.dataset.theme ?? 'system';
  const showCurrent = () => show(button, `Theme: ${current()}`);
  button.addEventListener('click', () => {
    const next = THEMES[(THEMES.indexOf(current()) + 1) % THEMES.length];
    if (next === 'system') {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = next;
    }
    remember('theme', next);
    showCurrent();
    document.dispatchEvent(new Event('theme'));
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => document.dispatchEvent(new Event('theme')));
  showCurrent();
}
