// What a manifest's checks came to, and who let it pass all the same.

import { el } from '../page/dom.js';

const WORDS = { GO: 'GO', GO_WITH_WARNINGS: 'GO with warnings', NO_GO: 'NO-GO' };
const TONES = { GO: 'active', GO_WITH_WARNINGS: 'warning', NO_GO: 'danger' };

export const overrides = ({ verdict }) => verdict === 'NO_GO';

export function verdictBadge({ verdict, approvals = [] }, href) {
  const word = approvals.some(overrides) ? `${WORDS[verdict]}, overridden` : WORDS[verdict];
  return el(href ? 'a' : 'span', { class: 'badge', 'data-tone': TONES[verdict], href, 'data-key': href && 'verdict' }, word);
}

export function approvalLine({ approvals = [] }) {
  const last = approvals.at(-1);
  return last === undefined ? 'Nobody has approved it, so no run can start on it' : `Approved by ${last.approved_by}${last.reason ? `: ${last.reason}` : ''}`;
}
