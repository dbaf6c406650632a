// Builds elements. Text only ever becomes text: no value from the server can turn into markup.

const SVG = 'http://www.w3.org/2000/svg';

export const el = (name, attributes = {}, ...children) => filled(document.createElement(name), attributes, children);

export const svg = (name, attributes = {}, ...children) => filled(document.createElementNS(SVG, name), attributes, children);

function filled(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else if (value === true) {
      element.setAttribute(key, '');
    } else if (value !== undefined && value !== null && value !== false) {
      element.setAttribute(key, value);
    }
  }
  element.append(...present(children));
  return element;
}

export const present = (children) => children.flat(2).filter((child) => child !== null && child !== undefined && child !== false);

// Replaces what a place shows, and keeps the keyboard where it was: the element with the same data-key gets the focus
// back, so that a live update never throws anybody out of a table.
export function show(place, ...children) {
  const focused = place.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  const scrolled = place.querySelector('.scroll')?.scrollLeft ?? 0;
  place.replaceChildren(...present(children));
  const scroll = place.querySelector('.scroll');
  if (scroll) {
    scroll.scrollLeft = scrolled;
  }
  if (focused !== undefined) {
    place.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }
}

export function blank(title, ...text) {
  return el('div', { class: 'blank' }, el('strong', {}, title), ...text);
}

export function failure(error, retry) {
  return el('div', { class: 'notice', 'data-tone': 'danger', role: 'alert' },
    el('strong', {}, error.title ?? 'This cannot be shown'),
    el('p', {}, error.message),
    error.remedy ? el('p', {}, `What to do: ${error.remedy}`) : null,
    retry ? el('p', {}, el('button', { type: 'button', class: 'button', 'data-key': 'retry', onclick: retry }, 'Ask again')) : null);
}

export function loading() {
  return el('div', { class: 'loading', role: 'status' }, el('span', { class: 'visually-hidden' }, 'Loading'));
}

export function card(title, { aside, ...attributes } = {}, ...children) {
  const id = `card-${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
  return el('section', { ...attributes, class: `card ${attributes.class ?? ''}`, 'aria-labelledby': id },
    el('div', { class: 'card-head' }, el('h2', { id }, title), aside), ...children);
}
