// Numbers as people read them.

const WHOLE = new Intl.NumberFormat('en-US');
const SHORT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 4 });
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

export const whole = (count) => WHOLE.format(count);

export const short = (count) => (count < 100_000 ? WHOLE.format(count) : SHORT.format(count));

export function bytes(count) {
  let unit = 0;
  let value = count;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toPrecision(value < 100 ? 3 : 4)} ${UNITS[unit]}`;
}

// Shares in tenths of a percent that sum to exactly 100.0 %: what rounding down leaves over goes to the largest
// remainders. A count that is not zero never shows as 0.0 %, and one that is not all never as 100.0 %.
export function shares(counts) {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) {
    return counts.map(() => '–');
  }
  const exact = counts.map((count) => (count / total) * 1000);
  const tenths = exact.map(Math.floor);
  const left = 1000 - tenths.reduce((sum, value) => sum + value, 0);
  exact.map((value, index) => ({ index, rest: value - tenths[index] }))
    .sort((a, b) => b.rest - a.rest).slice(0, left)
    .forEach(({ index }) => {
      tenths[index] += 1;
    });
  return tenths.map((value, index) => text(value, counts[index], total));
}

export const share = (count, total) => shares([count, total - count])[0];

function text(tenths, count, total) {
  if (count > 0 && tenths === 0) {
    return '<0.1 %';
  }
  return count < total && tenths === 1000 ? '>99.9 %' : `${(tenths / 10).toFixed(1)} %`;
}

export const decimal = (value, digits = 1) => new Intl.NumberFormat('en-US', { maximumFractionDigits: digits }).format(value);

export const percent = (value, digits = 1) => `${decimal(value, digits)} %`;

export function duration(hours) {
  const seconds = hours * 3600;
  if (seconds < 90) {
    return `${Math.ceil(seconds)} s`;
  }
  if (seconds < 5400) {
    return `${Math.ceil(seconds / 60)} min`;
  }
  return hours < 48 ? `${decimal(hours)} h` : `${decimal(hours / 24)} days`;
}

// From p50 to p90, once when both read the same.
export function range({ p50, p90 }, words) {
  const [low, high] = [words(p50), words(p90)];
  return low === high ? low : `${low} – ${high}`;
}
