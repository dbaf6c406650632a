// The captures of one state with their causes, a page at a time; each opens to its attempts.

import { get } from './api.js';
import { blank, el, show } from './dom.js';
import { whole } from './numbers.js';
import { swatch } from './segments.js';
import { BY_URGENCY, wordOf } from './states.js';
import { time } from './times.js';

export const PAGE = 25;

const COLUMNS = [['Symbol'], ['Tape', 'wide-only'], ['Event', 'wide-only'], ['Session', 'wide-only'], ['State', 'wide-only'], ['Cause'], ['Attempts']];

// The state to look at first: the most urgent that occurs.
export const mostUrgent = (states) => BY_URGENCY.find((name) => states[name] > 0);

export function stateChoice(place, states, chosen, choose, search) {
  const offered = BY_URGENCY.filter((name) => states[name] > 0 || name === chosen);
  const choices = el('div', { class: 'choices', role: 'group', 'aria-label': 'State' },
    (chosen === 'COMPLETE' ? ['COMPLETE', ...offered.filter((name) => name !== 'COMPLETE')] : offered)
      .map((name) => el('button', {
        type: 'button', class: 'choice', 'data-key': name, 'aria-pressed': String(name === chosen), onclick: () => choose(name),
      }, swatch(name), wordOf(name), el('span', { class: 'soft' }, whole(states[name] ?? 0)))));
  const kept = place.querySelector('label');
  if (kept) {
    // The field stays: replaced, it would lose what is being typed.
    show(kept.previousElementSibling, ...choices.children);
  } else {
    place.append(choices, el('label', {}, 'Symbol', el('input', {
      class: 'field', type: 'search', autocomplete: 'off', spellcheck: 'false', maxlength: '16',
      onchange: (event) => search(event.target.value.trim().toUpperCase()),
    })));
  }
}

export function captureTable(place, page, filter, turn) {
  if (page.captures.length === 0) {
    show(place, blank(`${wordOf(filter.state)}: none`, filter.symbol ? `No such capture of ${filter.symbol}.` : ''));
    return;
  }
  const opened = new Set([...place.querySelectorAll('[aria-expanded="true"]')].map((button) => button.dataset.key));
  show(place, el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Captures', 'data-key': 'table' },
    el('table', {},
      el('thead', {}, el('tr', {}, COLUMNS.map(([word, kind]) =>
        el('th', { scope: 'col', class: kind }, word)))),
      el('tbody', {}, page.captures.flatMap(rows)))), pager(page, turn));
  for (const button of place.querySelectorAll('[aria-expanded]')) {
    if (opened.has(button.dataset.key)) {
      button.click();
    }
  }
}

function rows(capture) {
  const attempts = el('tr', { class: 'attempts', hidden: true }, el('td', { colspan: '7' }));
  const button = el('button', {
    type: 'button', class: 'link', 'data-key': capture.capture_id, 'aria-expanded': 'false',
    onclick: () => toggle(button, attempts, capture.capture_id),
  }, 'Show', el('span', { class: 'visually-hidden' }, ` attempts at ${capture.capture_id}`));
  return [el('tr', {}, el('th', { scope: 'row' }, capture.symbol,
    el('span', { class: 'narrow-only soft' }, capture.tape.toLowerCase()), el('span', { class: 'narrow-only soft' }, time(capture.event_at))),
  el('td', { class: 'wide-only' }, capture.tape.toLowerCase()), el('td', { class: 'wide-only fixed' }, time(capture.event_at)),
  el('td', { class: 'wide-only' }, capture.session),
  el('td', { class: 'wide-only' }, el('span', { class: 'with-swatch' }, swatch(capture.state), wordOf(capture.state))),
  el('td', { class: 'cause' }, capture.cause ?? el('span', { class: 'soft' }, '–')), el('td', {}, button)), attempts];
}

async function toggle(button, row, id) {
  const open = row.hidden;
  row.hidden = !open;
  button.setAttribute('aria-expanded', String(open));
  button.firstChild.data = open ? 'Hide' : 'Show';
  if (open) {
    try {
      show(row.firstChild, history(await get(`/api/v1/captures/${encodeURIComponent(id)}`)));
    } catch (error) {
      show(row.firstChild, `${error.message}; hide and show to ask again`);
    }
  }
}

function history({ attempts, path }) {
  const ended = attempts.map((attempt) => el('li', {}, time(attempt.ended_at), ` · ${attempt.outcome} · ${attempt.leased_by}`,
    attempt.cause ? ` · ${attempt.cause}` : ''));
  return el('div', {}, ended.length > 0 ? el('ul', {}, ended) : el('p', {}, 'Never asked.'), el('p', { class: 'mono soft' }, path));
}

function pager({ captures, limit, offset, next_offset: next }, turn) {
  return el('nav', { class: 'pager', 'aria-label': 'Pages' },
    el('button', { type: 'button', class: 'button', 'data-key': 'back', disabled: offset === 0, onclick: () => turn(Math.max(0, offset - limit)) }, 'Back'),
    el('button', { type: 'button', class: 'button', 'data-key': 'next', disabled: next === undefined, onclick: () => turn(next) }, 'Next'),
    el('span', { class: 'soft' }, `${whole(offset + 1)} to ${whole(offset + captures.length)}`));
}
