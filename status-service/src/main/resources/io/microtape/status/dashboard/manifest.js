// Which manifest is shown, and who let it pass.

import { blank, el, show } from './dom.js';
import { whole } from './numbers.js';
import { time } from './times.js';

export function pick(select, manifests, chosen) {
  // Rebuilding an open list would close it under the reader's hand.
  const ids = manifests.map(({ manifest_id: id }) => id).join('\n');
  if (select.dataset.ids !== ids) {
    select.dataset.ids = ids;
    show(select, manifests.length === 0 ? el('option', { value: '' }, 'None yet') : manifests.map((manifest, index) => el('option', { value: manifest.manifest_id },
      `${manifest.manifest_id} · ${manifest.profile}${index === 0 ? ' · latest' : ''}`)));
  }
  select.disabled = manifests.length === 0;
  select.value = chosen ?? '';
}

export function manifestCard(place, manifest) {
  const fact = (term, value) => el('div', {}, el('dt', {}, term), el('dd', {}, value));
  show(place,
    el('div', { class: 'manifest-title' }, el('h1', {}, manifest.manifest_id), verdict(manifest)),
    el('dl', { class: 'facts' },
      fact('Profile', manifest.profile), fact('Selected', `${whole(manifest.selected)} of ${whole(manifest.input_rows)} events`),
      fact('Rejected', whole(manifest.rejected)), fact('Built', time(manifest.built_at))),
    approvals(manifest));
}

export function noManifest(place) {
  show(place, blank('No manifest yet', el('p', {}, 'Build one, and it appears here: ', el('code', {}, './microtape manifest build'))));
}

const overridden = (approval) => approval.verdict === 'NO_GO';

function verdict(manifest) {
  if (manifest.verdict !== 'NO_GO') {
    return el('span', { class: 'badge', 'data-tone': 'active' }, manifest.verdict);
  }
  return el('span', { class: 'badge', 'data-tone': 'danger' },
    manifest.approvals.some(overridden) ? 'NO GO, overridden' : 'NO GO');
}

function approvals(manifest) {
  if (manifest.approvals.length === 0) {
    return el('p', { class: 'approvals soft' }, 'Nobody has approved this manifest, so no run can start on it. What it shares with another may be captured all the same.');
  }
  return el('ul', { class: 'approvals', 'aria-label': 'Approvals' }, manifest.approvals.map((approval) =>
    el('li', {},
      overridden(approval) ? el('span', { class: 'badge', 'data-tone': 'warning' }, 'Override of NO GO') : null,
      el('span', {}, overridden(approval) ? 'by ' : 'Approved by ', el('strong', {}, approval.approved_by)),
      approval.reason ? el('q', {}, approval.reason) : el('span', { class: 'soft' }, 'no reason given'),
      el('span', { class: 'soft' }, time(approval.approved_at)))));
}
