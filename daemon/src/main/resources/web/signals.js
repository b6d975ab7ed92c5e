// The cards of live signals: value, band, what it means.
import { h, show } from './dom.js';
import { bytes, duration, isKnown, number, percent, word } from './format.js';

const SEVERITY = { CRITICAL: 'bad', SATURATED: 'bad', OFFLINE: 'bad', HOT: 'warn', LOW: 'warn', BUSY: 'warn', METERED: 'warn', WARM: '', COOL: 'good', OK: 'good', CALM: 'good', ONLINE: 'good' };

export function showSignals(root, state) {
  const d = state.device;
  const scene = state.scene;
  show(root, temperature(d), battery(d), processor(d), memory(d), power(d, state), network(d, scene));
}

function card(name, band, value, fill, notes) {
  const level = SEVERITY[band] ?? '';
  return h('div.card', null,
    h('div.name', null, h('span', null, name), band && band !== 'UNKNOWN' && h(`span.band${level ? '.' + level : ''}`, null, word(band))),
    value === null ? h('div.value.missing', null, notes.missing ?? 'missing') : h('div.value', null, value),
    fill !== undefined && isKnown(fill) && h(`div.bar${level === 'warn' || level === 'bad' ? '.' + level : ''}`, { 'aria-hidden': 'true' }, h('i', { style: { width: `${Math.max(0, Math.min(1, fill)) * 100}%` } })),
    notes.lines.filter(Boolean).map((line) => h('div.note', null, line)));
}

const unit = (text, suffix) => [text, h('small', null, ` ${suffix}`)];

function temperature(d) {
  const known = isKnown(d.temperatureC);
  return card('Temperature', d.heat, known ? unit(number(d.temperatureC), '°C') : null,
    known && isKnown(d.tripC) ? d.temperatureC / d.tripC : undefined,
    { missing: d.hasStaleTemperature ? 'stale' : 'missing', lines: [
      [d.hottestZone, isKnown(d.tripC) && `trip ${number(d.tripC)} °C`].filter(Boolean).join(' · '),
      isKnown(d.secondsToTrip) ? `trip point in ${duration(d.secondsToTrip)}` : isKnown(d.trendCPerS) && `${d.trendCPerS >= 0 ? '+' : '−'}${number(Math.abs(d.trendCPerS) * 60)} °C/min`,
      d.isThrottled && h('b.bad', null, 'throttled by the kernel')] });
}

function battery(d) {
  const known = isKnown(d.batteryRatio);
  const none = !d.hasBattery && !known;
  return card('Battery', d.battery, known ? unit(number(d.batteryRatio * 100, 0), '%') : null, known ? d.batteryRatio : undefined,
    { missing: d.hasStaleBattery ? 'stale' : none ? 'no battery' : 'missing', lines: [
      d.isCharging ? 'on charge or mains' : d.hasBattery && 'discharging',
      isKnown(d.secondsToEmpty) && `empty in ${duration(d.secondsToEmpty)}`] });
}

function processor(d) {
  return card('CPU', d.cpu, isKnown(d.loadRatio) ? unit(number(d.loadRatio * 100, 0), '%') : null, d.loadRatio,
    { lines: [`pressure ${percent(d.cpuPressureRatio, 1)}`, [isKnown(d.cores) && `${number(d.cores)} ${d.cores === 1 ? 'core' : 'cores'}`, isKnown(d.frequencyRatio) && `clock allowed ${percent(d.frequencyRatio)}`].filter(Boolean).join(' · ')] });
}

function memory(d) {
  const used = isKnown(d.memoryAvailableRatio) ? 1 - d.memoryAvailableRatio : undefined;
  return card('Memory free', d.memory, isKnown(d.memoryAvailableBytes) ? bytes(d.memoryAvailableBytes).split(' ').map((t, i) => (i ? h('small', null, ` ${t}`) : t)) : null, used,
    { lines: [isKnown(used) && `${percent(used)} in use`, `pressure ${percent(d.memoryPressureRatio, 1)}`, d.io !== 'UNKNOWN' && `storage ${word(d.io)}`] });
}

function power(d) {
  const known = isKnown(d.powerW);
  return card('Power', '', known ? unit(number(d.powerW), 'W') : null, undefined,
    { missing: 'no sensor', lines: [!known && 'energy is modelled', isKnown(d.batteryPowerW) && `battery drain ${number(d.batteryPowerW)} W`] });
}

function network(d, scene) {
  const unknown = !d.network || d.network === 'UNKNOWN';
  return card('Network', '', unknown ? null : h(`span${SEVERITY[d.network] === 'good' ? '' : '.' + SEVERITY[d.network]}`, null, word(d.network)), undefined,
    { lines: [isKnown(d.rttMs) ? `round trip ${number(d.rttMs)} ms` : 'no endpoint in use', scene?.isPrivate && 'private scene: nothing is sent'] });
}
