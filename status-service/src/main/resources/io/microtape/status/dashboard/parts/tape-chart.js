// Trades and bid and ask of a window, with its event marked and sessions shaded; spread and volume below.

import { get } from '../page/api.js';
import { blank, el, failure, show } from '../page/dom.js';
import { chart } from './chart.js';
import { decimal, whole } from './numbers.js';
import { head } from './scroll.js';
import { tapeOption } from './tape-option.js';

const MOST_POINTS = 2_000;
const COLUMNS = { TRADES: 'sip_timestamp,price,size', QUOTES: 'sip_timestamp,bid_price,ask_price' };

export async function tapeChart(place, window, manifest, closing) {
  const complete = window.captures.filter(({ state }) => state === 'COMPLETE');
  if (complete.length === 0) {
    show(place, blank('No rows to draw', 'None of its captures is complete. What happened to them stands below.'));
    return;
  }
  const rows = Object.fromEntries(await Promise.all(complete.map(async ({ tape, capture_id: capture }) => [tape, await tapeRows(window, tape, capture, manifest)])));
  if (!place.isConnected) {
    return;
  }
  const failed = Object.values(rows).filter((each) => each instanceof Error);
  const canvas = el('div', { class: 'chart tape-chart', 'aria-hidden': 'true' });
  show(place, failed.map((error) => failure(error)), canvas, summary(rows));
  const good = (tape) => (Array.isArray(rows[tape]?.rows) ? rows[tape].rows : []);
  await chart(canvas, (colours) => tapeOption(window, good('TRADES'), good('QUOTES'), colours), closing);
}

function tapeRows({ window_id: id }, tape, capture, manifest) {
  const points = Math.min(MOST_POINTS, Math.max(50, Math.round(innerWidth)));
  return get(`/api/v1/windows/${encodeURIComponent(id)}/tape`, { manifest, tape: tape.toLowerCase(), capture, points, columns: COLUMNS[tape] }).catch((error) => error);
}

// The chart in words: for those who do not see it, and for those who want the numbers.
function summary({ TRADES: trades, QUOTES: quotes }) {
  const entries = [];
  if (trades?.rows?.length > 0) {
    const prices = trades.rows.map(({ price }) => price);
    entries.push(['Trades', whole(trades.total), decimal(prices[0], 4), decimal(Math.max(...prices), 4), decimal(Math.min(...prices), 4), decimal(prices.at(-1), 4)]);
  }
  const good = (quotes?.rows ?? []).filter(({ bid_price: bid, ask_price: ask }) => bid > 0 && ask > 0);
  if (good.length > 0) {
    const spreads = good.map(({ bid_price: bid, ask_price: ask }) => ask - bid);
    entries.push(['Spread', whole(quotes.total), decimal(spreads[0], 4), decimal(Math.max(...spreads), 4), decimal(Math.min(...spreads), 4), decimal(spreads.at(-1), 4)]);
  }
  return el('table', { class: 'chart-words' }, el('caption', { class: 'visually-hidden' }, 'The chart in numbers'),
    head(['USD'], ['Rows', 'number'], ['First', 'number'], ['Highest', 'number'], ['Lowest', 'number'], ['Last', 'number']),
    el('tbody', {}, entries.map(([name, ...values]) => el('tr', {}, el('th', { scope: 'row' }, name), values.map((value) => el('td', { class: 'number' }, value))))));
}
