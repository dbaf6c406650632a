// Whether the manifest may be downloaded: its checks, who let it pass, and the form to do so.

import { get, post } from '../page/api.js';
import { blank, card, el, failure, show } from '../page/dom.js';
import { heading } from '../page/stage.js';
import { badge } from '../parts/badge.js';
import { decimal } from '../parts/numbers.js';
import { table } from '../parts/table.js';
import { time } from '../parts/times.js';
import { overrides, verdictBadge } from '../parts/verdict.js';

const OUTCOMES = { PASS: ['✓ pass', 'active'], FAIL: ['✕ fail', 'danger'], WARN: ['! warn', 'warning'], SKIPPED: ['– skipped'], ERROR: ['✕ error', 'danger'] };

export async function open(place, { manifest: { manifest_id: id }, current }) {
  const path = `/api/v1/manifests/${encodeURIComponent(id)}`;
  const draw = async () => {
    const [{ checks, verdict }, manifest] = await Promise.all([get(`${path}/checks`), get(path)]);
    if (current()) {
      show(place, heading('Go / no-go', verdictBadge(manifest), el('p', { class: 'soft' }, summary(checks))),
        board('Mandatory checks', checks.filter(({ weight }) => weight === 'MANDATORY')),
        board('Recommended checks', checks.filter(({ weight }) => weight !== 'MANDATORY')),
        el('div', { class: 'columns' }, card('Approvals', {}, approvals(manifest)), card('Approve', {}, approve(manifest, verdict ?? manifest.verdict, path, draw))));
    }
  };
  await draw();
}

function summary(checks) {
  const failed = checks.filter(({ outcome }) => outcome !== 'PASS');
  return failed.length === 0 ? `All ${checks.length} checks passed` : `${failed.length} of ${checks.length} checks did not pass`;
}

function board(title, checks) {
  return card(title, {}, table(title, [['Check'], ['Outcome'], ['Value', 'number'], ['Unit'], ['Asked for'], ['Margin', 'number'], ['Detail']],
    checks.map((check) => ({ attributes: { 'data-check': check.name }, cells: cells(check) }))));
}

function cells({ name, weight, outcome, value, unit, threshold, margin, detail }) {
  const shown = outcome === 'FAIL' && weight !== 'MANDATORY' ? 'WARN' : outcome;
  const number = (each, sign) => (each === undefined || each === null ? '–' : `${sign && each > 0 ? '+' : ''}${decimal(each, 4)}`);
  return [el('span', { class: 'mono' }, name), badge(...OUTCOMES[shown]), number(value), unit, threshold,
    { value: number(margin, true), none: margin === undefined }, { value: detail || '–', kind: 'soft', none: !detail }];
}

function approvals({ approvals: all }) {
  if (all.length === 0) {
    return blank('Nobody has approved it', 'No run can start on this manifest before somebody does.');
  }
  return el('ul', { class: 'rows' }, all.map((approval) => el('li', { class: 'approval' },
    el('span', {}, el('strong', {}, approval.approved_by), ' ', overrides(approval) ? badge('override of NO-GO', 'warning') : badge('approval')),
    approval.reason ? el('q', {}, approval.reason) : el('span', { class: 'soft' }, 'no reason given'),
    el('span', { class: 'soft small' }, time(approval.approved_at)))));
}

function approve(manifest, verdict, path, done) {
  const needed = verdict === 'NO_GO';
  const said = el('div', { 'aria-live': 'polite' });
  const by = el('input', { class: 'field', id: 'approve-by', name: 'by', required: true, maxlength: '200', autocomplete: 'name', 'data-key': 'approve by' });
  const reason = el('textarea', { class: 'field', id: 'approve-reason', name: 'reason', required: needed, rows: '2', maxlength: '1000', 'data-key': 'approve reason' });
  const submit = async (event) => {
    event.preventDefault();
    try {
      await post(`${path}/approve`, {}, { by: by.value.trim(), reason: reason.value.trim() || undefined });
      await done();
    } catch (error) {
      show(said, failure(error));
    }
  };
  return el('form', { class: 'form', onsubmit: submit },
    el('p', { class: needed ? 'notice' : 'soft', 'data-tone': needed ? 'warning' : undefined },
      needed ? 'Mandatory checks failed. An approval overrides them; your name and reason stay with the manifest for ever.'
        : 'Lets runs start on this manifest. Nothing is downloaded by this alone, and an approval cannot be taken back.'),
    el('label', { class: 'labelled', for: 'approve-by' }, 'Your name', by),
    el('label', { class: 'labelled', for: 'approve-reason' }, needed ? 'Reason (required)' : 'Reason', reason),
    el('div', {}, el('button', { class: 'button strong', type: 'submit', 'data-tone': needed ? 'danger' : undefined, 'data-key': 'approve' }, needed ? 'Override and approve' : 'Approve')), said);
}
