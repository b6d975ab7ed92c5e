// Numbers and times for people. Missing is said, never shown as zero.

export const isKnown = (x) => x !== null && x !== undefined && Number.isFinite(x);

export function number(x, digits = 1) {
  return isKnown(x) ? x.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: 0 }) : 'missing';
}

export const percent = (ratio, digits = 0) => (isKnown(ratio) ? `${number(ratio * 100, digits)} %` : 'missing');

export function bytes(x) {
  if (!isKnown(x)) return 'missing';
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let n = x;
  let unit = 0;
  while (Math.abs(n) >= 1000 && unit < units.length - 1) { n /= 1000; unit++; }
  return `${number(n, n < 10 && unit > 0 ? 1 : 0)} ${units[unit]}`;
}

export function duration(seconds) {
  if (!isKnown(seconds)) return 'missing';
  const s = Math.round(seconds);
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min${s % 60 && s < 600 ? ` ${s % 60} s` : ''}`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
  return `${Math.floor(s / 86400)} d ${Math.floor((s % 86400) / 3600)} h`;
}

export const ms = (x) => (isKnown(x) ? `${number(x, x < 10 ? 2 : x < 100 ? 1 : 0)} ms` : '–');

export const clock = (iso) => new Date(iso).toLocaleTimeString('en-GB');

export const word = (x) => String(x ?? '').toLowerCase().replaceAll('_', ' ');

const UNITS = { celsius: '°C', watt: 'W', volt: 'V', ampere: 'A', count: '', flag: '' };

/** A reading's value in its unit. */
export function reading(value, unit) {
  if (!isKnown(value)) return 'missing';
  const u = String(unit).toLowerCase();
  if (u === 'ratio') return percent(value, 1);
  if (u === 'flag') return value ? 'yes' : 'no';
  if (u === 'byte') return bytes(value);
  if (u === 'second') return ms(value * 1000);
  if (u === 'hertz') return `${number(value / 1e6, 0)} MHz`;
  if (u === 'joule') return `${number(value, 0)} J`;
  return `${number(value, 2)} ${UNITS[u] ?? u}`.trim();
}
