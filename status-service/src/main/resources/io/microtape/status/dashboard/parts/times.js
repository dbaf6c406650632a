// Instants as New York reads them, with UTC at hand: on hover, and for all at once with the button.

import { el, show } from '../page/dom.js';
import { recall, remember } from '../page/kept.js';

const format = (timeZone, options) => new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', ...options });
const ZONES = {
  ET: { minutes: format('America/New_York', { timeStyle: 'short' }), seconds: format('America/New_York', { timeStyle: 'medium' }) },
  UTC: { minutes: format('UTC', { timeStyle: 'short' }), seconds: format('UTC', { timeStyle: 'medium' }) },
};

let zone = recall('zone') === 'UTC' ? 'UTC' : 'ET';

export const clock = (instant, precision = 'seconds') => ZONES[zone][precision].format(instant).slice(11);
export const zoneName = () => zone;

export function time(iso, precision = 'minutes') {
  const instant = new Date(iso);
  if (Number.isNaN(instant.getTime())) {
    return el('span', {}, String(iso ?? '–'));
  }
  const element = el('time', { datetime: instant.toISOString(), 'data-precision': precision });
  say(element);
  return element;
}

function say(element) {
  const instant = new Date(element.dateTime);
  const { precision } = element.dataset;
  const other = zone === 'ET' ? 'UTC' : 'ET';
  element.textContent = `${ZONES[zone][precision].format(instant)} ${zone}`;
  element.title = `${ZONES[other].seconds.format(instant)} ${other}`;
}

export function zoneButton(button) {
  const showCurrent = () => show(button, `Times: ${zone}`);
  button.addEventListener('click', () => {
    zone = zone === 'ET' ? 'UTC' : 'ET';
    remember('zone', zone);
    document.querySelectorAll('time[data-precision]').forEach(say);
    showCurrent();
    document.dispatchEvent(new Event('zone'));
  });
  showCurrent();
}

export function age(millis) {
  const seconds = Math.floor(millis / 1000);
  if (seconds < 60) {
    return `${seconds} s`;
  }
  return seconds < 3600 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 3600)} h`;
}
