// What the library is told to draw of a window.

import { axis, tooltip } from './chart.js';
import { decimal, whole } from './numbers.js';
import { clock, zoneName } from './times.js';

const VOLUME_BARS = 120;
const EVENT_MILLIS = 60_000;

const at = ({ sip_timestamp: stamp }) => Date.parse(stamp);

export function tapeOption(window, trades, quotes, c) {
  const [from, to] = covered(window);
  const event = Date.parse(window.event_at);
  const good = quotes.filter(({ bid_price: bid, ask_price: ask }) => bid > 0 && ask > 0);
  const base = axis(c);
  const x = (gridIndex, shown) => ({
    type: 'time', gridIndex, min: from, max: to, ...base, splitLine: { show: false }, axisLabel: { ...base.axisLabel, show: shown, formatter: (each) => clock(each, 'minutes'), hideOverlap: true },
    axisPointer: { label: { formatter: ({ value }) => `${clock(value)} ${zoneName()}` } },
  });
  const y = (gridIndex, name, more) => ({ type: 'value', gridIndex, name, nameGap: 8, scale: true, ...base, ...more });
  const line = (name, key, color, type) => ({ name, type: 'line', step: 'end', showSymbol: false, color, lineStyle: { width: 1.25, type }, sampling: 'minmax', data: good.map((quote) => [at(quote), quote[key]]) });
  return {
    animation: false,
    aria: { enabled: false },
    textStyle: { fontFamily: c.font },
    legend: { top: 0, left: 56, itemWidth: 18, textStyle: { color: c.ink, fontSize: 12 }, data: ['bid', 'ask', 'trades'] },
    tooltip: { ...tooltip(c), valueFormatter: (value) => (typeof value === 'number' ? decimal(value, 4) : '–') },
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    grid: [{ left: 56, right: 16, top: 44, height: 232 }, { left: 56, right: 16, top: 310, height: 60 }, { left: 56, right: 16, top: 404, height: 60 }],
    xAxis: [x(0, false), x(1, false), x(2, true)],
    yAxis: [y(0, 'USD'), y(1, 'Spread', { splitNumber: 2, min: 0 }), y(2, 'Volume', { splitNumber: 2, axisLabel: { ...base.axisLabel, formatter: (value) => whole(value) } })],
    dataZoom: [{ type: 'inside', xAxisIndex: [0, 1, 2], zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false }, {
      type: 'slider', xAxisIndex: [0, 1, 2], bottom: 4, height: 16, moveHandleSize: 0, borderColor: c.line, fillerColor: c.filler, handleStyle: { color: c.surface, borderColor: c.soft }, textStyle: { color: c.soft, fontSize: 11 }, labelFormatter: (value) => clock(value), showDataShadow: false,
    }],
    series: [
      { ...line('bid', 'bid_price', c.bid, 'solid'), markArea: shaded(window, from, to, event, c), markLine: eventLine(event, c) },
      line('ask', 'ask_price', c.ask, [4, 2]),
      { name: 'trades', type: 'scatter', symbol: 'circle', symbolSize: 4, color: c.trade, large: trades.length > 5_000, data: trades.map((trade) => [at(trade), trade.price]) },
      { name: 'spread', type: 'line', step: 'end', xAxisIndex: 1, yAxisIndex: 1, showSymbol: false, color: c.soft, lineStyle: { width: 1 }, areaStyle: { opacity: 0.18 }, sampling: 'minmax', data: good.map((quote) => [at(quote), quote.ask_price - quote.bid_price]) },
      { name: 'volume', type: 'bar', xAxisIndex: 2, yAxisIndex: 2, color: c.trade, barWidth: '90%', data: volumes(trades, from, to) },
    ],
  };
}

// The window as it was asked for, and what was captured beyond it.
function covered({ window_from: from, window_to: to, captures }) {
  const proofs = captures.flatMap(({ proof }) => (proof ? [proof] : []));
  return [Math.min(...[from, ...proofs.map((proof) => proof.covers_from)].map((iso) => Date.parse(iso))),
    Math.max(...[to, ...proofs.map((proof) => proof.covers_to)].map((iso) => Date.parse(iso)))];
}

// Shares by span of the window, from the running sums that the thinned rows carry.
function volumes(trades, from, to) {
  const span = (to - from) / VOLUME_BARS;
  const last = new Array(VOLUME_BARS).fill(undefined);
  trades.forEach((trade) => {
    last[Math.min(VOLUME_BARS - 1, Math.max(0, Math.floor((at(trade) - from) / span)))] = trade.cumulative_size;
  });
  let before = 0;
  return last.map((sum, index) => {
    const volume = sum === undefined ? 0 : sum - before;
    before = sum ?? before;
    return [from + (index + 0.5) * span, volume];
  });
}

function shaded({ sessions }, from, to, event, c) {
  const area = (name, begin, end, color, opacity) => [{ name, xAxis: Math.max(from, begin), itemStyle: { color, opacity } }, { xAxis: Math.min(to, end) }];
  const outside = sessions.filter(({ session }) => session !== 'RTH').map(({ session, from: begin, to: end }) => [session, Date.parse(begin), Date.parse(end)])
    .filter(([, begin, end]) => begin < to && end > from).map(([session, begin, end]) => area(session, begin, end, c.soft, 0.12));
  return { silent: true, label: { show: true, position: 'insideTop', color: c.soft, fontSize: 11 }, data: [...outside, area('', event, event + EVENT_MILLIS, c.warning, 0.16)] };
}

const eventLine = (event, c) => ({
  silent: true, symbol: 'none', lineStyle: { color: c.warning, type: 'solid', width: 1 },
  label: { formatter: 'event minute', position: 'end', distance: 4, align: 'left', color: c.warning, fontSize: 11 }, data: [{ xAxis: event }],
});
