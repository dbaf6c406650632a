// Instants as New York reads them, with UTC at hand.

import { el } from './dom.js';

const NEW_YORK = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'America/New_York', dateStyle: 'short', timeStyle: 'short',
});

export function time(iso) {
  const instant = new Date(iso);
  if (Number.isNaN(instant.getTime())) {
    return el('span', {}, String(iso ?? '–'));
  }
  return el('time', { datetime: instant.toISOString(), title: `${instant.toISOString().slice(0, 19).replace('T', ' ')} UTC` },
    `${NEW_YORK.format(instant)} ET`);
}

export function age(millis) {
  const seconds = Math.floor(millis / 1000);
  if (seconds < 60) {
    return `${seconds} s`;
  }
  return seconds < 3600 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 3600)} h`;
}
