// Puts one view after the other on the page. What was there stays until the next has its first data, but not for long.

import { blank, el, failure, loading, show } from './dom.js';

const PATIENCE_MILLIS = 150;

// A view module has open(place, context), which fills the place, may be asynchronous, and may register with
// context.closing(action) what is to end with it.
export function stage(place, main) {
  let close = () => {};
  let turn = 0;
  let shownView;

  return async (view, context) => {
    close();
    const mine = ++turn;
    const closers = [];
    close = () => closers.splice(0).forEach((action) => action());
    if (view === undefined) {
      shownView = undefined;
      document.title = 'Microtape';
      show(place, nothing(context.wanted));
      return;
    }
    const next = el('div', { class: 'view', 'data-view': view.name, 'data-address': location.hash });
    const swap = () => {
      if (mine === turn && !next.isConnected) {
        exchange(place, next, main, shownView !== undefined && shownView !== key(view, context));
        shownView = key(view, context);
      }
    };
    const late = setTimeout(() => {
      if (!next.hasChildNodes()) {
        show(next, heading(view.word), loading());
      }
      swap();
    }, PATIENCE_MILLIS);
    document.title = `${context.item ?? view.word} · ${context.manifest.manifest_id} · Microtape`;
    const current = () => mine === turn;
    try {
      const module = await view.load();
      if (current()) {
        await module.open(next, { ...context, current, closing: (action) => (current() ? closers.push(action) : action()) });
      }
    } catch (error) {
      if (current()) {
        show(next, heading(view.word), failure(error, () => dispatchEvent(new Event('hashchange'))));
      }
    }
    clearTimeout(late);
    swap();
  };
}

export const heading = (word, ...more) => el('div', { class: 'view-head' }, el('h1', { tabindex: '-1', 'data-key': 'heading' }, word), ...more);

const key = (view, { manifest, item }) => `${manifest.manifest_id} ${view.name} ${item ?? ''}`;

// To another view the focus goes to its heading; within one it stays at what was pressed.
function exchange(place, next, main, moved) {
  const inside = place.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  show(place, next);
  if (moved) {
    scrollTo(0, 0);
    (next.querySelector('h1') ?? main).focus({ preventScroll: true });
  } else if (inside !== undefined) {
    next.querySelector(`[data-key="${CSS.escape(inside)}"]`)?.focus({ preventScroll: true });
  }
}

function nothing(wanted) {
  return wanted === undefined
    ? [heading('No manifest yet'), blank('Nothing is selected so far', el('p', {}, 'Build a manifest from your events, and it appears here:'),
      el('p', {}, el('code', {}, './microtape manifest build --events …')))]
    : [heading('No such manifest'), blank(wanted, el('p', {}, 'This service has no manifest of that name. Choose another one from the list.'))];
}
