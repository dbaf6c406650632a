// One bar over the manifest, and the counts that must sum to it.

import { blank, el, show } from './dom.js';
import { bytes, share, shares, short, whole } from './numbers.js';
import { segments, swatch } from './segments.js';
import { settled, STATES } from './states.js';

export function truthBar(place, choose) {
  return (coverage, chosen) => {
    const { captures, states } = coverage;
    if (captures === 0) {
      show(place, blank('No captures', 'This manifest selects no windows, so there is nothing to download.'));
      return;
    }
    show(place, figures(coverage), segments(states, { class: 'truth-bar' }), legend(states, chosen, choose),
      sum(captures, states));
  };
}

function figures({ captures, states, rows, bytes: size }) {
  const done = settled(states);
  const figure = (term, value, note) => el('div', { class: 'figure' }, el('dt', {}, term),
    el('dd', { title: note }, value));
  return el('dl', { class: 'figures' },
    figure('Complete, with proof', share(states.COMPLETE, captures), `${whole(states.COMPLETE)} of ${whole(captures)} captures`),
    figure('Settled', share(done, captures), `${whole(done)} captures that the vendor is not asked again`),
    figure('Still open', whole(captures - done), 'Captures that are yet to be asked, or asked again'),
    figure('Rows in the lake', short(rows), `${whole(rows)} rows`),
    figure('Stored', bytes(size), `${whole(size)} bytes`));
}

function legend(states, chosen, choose) {
  const parts = shares(STATES.map(({ name }) => states[name]));
  return el('ul', { class: 'legend' }, STATES.map(({ name, word, means }, index) =>
    el('li', { 'data-none': states[name] === 0 },
      el('button', {
        type: 'button', title: means, 'data-key': name, 'aria-pressed': String(name === chosen), onclick: () => choose(name),
      }, swatch(name), el('span', { class: 'word' }, word), el('span', { class: 'count' }, whole(states[name])),
      el('span', { class: 'share soft' }, parts[index])))));
}

// The sum is counted here from what is shown, not repeated from the service: a difference must be seen.
function sum(captures, states) {
  const counted = STATES.reduce((total, { name }) => total + states[name], 0);
  return counted === captures
    ? el('p', { class: 'sum soft' }, `The nine states sum to ${whole(counted)} captures, 100 % of the manifest.`)
    : el('p', { class: 'notice', 'data-tone': 'danger', role: 'alert' },
      el('strong', {}, 'These counts do not add up'),
      `The states sum to ${whole(counted)}, the manifest has ${whole(captures)} captures. Run microtape verify.`);
}
