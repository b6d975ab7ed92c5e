// Rules, profiling, endpoints, providers, faults, sensors.
import { h, show } from './dom.js';
import { bytes, duration, isKnown, ms, reading, word } from './format.js';
import { rulesCards } from './rules.js';

export function showInside(root, state) {
  show(root, rulesCards(state, card), memory(state), profiling(state.profiling), endpoints(state.endpoints ?? []), providers(state.providers ?? []), faults(state.faults ?? []));
}

const card = (name, ...content) => h('div.card', null, h('div.name', null, name), ...content);

function memory({ memory: m }) {
  if (!isKnown(m?.residentBytes)) return card('Models in memory', h('p.empty', null, 'missing'));
  const share = isKnown(m.budgetBytes) && m.budgetBytes > 0 ? m.residentBytes / m.budgetBytes : null;
  return card('Models in memory', h('p', null, h('b', null, bytes(m.residentBytes)), isKnown(m.budgetBytes) ? ` of ${bytes(m.budgetBytes)} budget` : ''), share !== null && bar(share));
}

function profiling(p) {
  if (!p || !p.total) return card('Profiling', h('p.empty', null, 'nothing to measure'));
  const isDone = p.done >= p.total;
  return card('Profiling', h('p', null, isDone ? `all ${p.total} gears measured` : `${p.done} of ${p.total} gears measured`), !isDone && [bar(p.done / p.total), p.current && h('p.note', null, `now: ${typeof p.current === 'string' ? p.current : JSON.stringify(p.current)}`)]);
}

const bar = (share) => h(`div.bar${share > 1 ? '.bad' : ''}`, { role: 'progressbar', 'aria-valuemin': '0', 'aria-valuemax': '100', 'aria-valuenow': String(Math.round(share * 100)) }, h('i', { style: { width: `${Math.min(1, share) * 100}%` } }));

const list = (items) => h('ul.plain', null, items.map((i) => h('li', null, i)));

function endpoints(all) {
  return card('Cloud endpoints', all.length ? list(all.map((e) => [h(`b.${e.reachable ? 'good' : 'bad'}`, null, e.reachable ? 'up' : 'down'), ` ${e.name}`, e.reachable && isKnown(e.rttMs) ? h('span.quiet', null, ` ${ms(e.rttMs)}`) : null])) : h('p.empty', null, 'none configured'));
}

function providers(all) {
  const working = all.filter((p) => p.works);
  const others = all.filter((p) => !p.works);
  return card('Execution providers', working.length ? list(working.map((p) => [h('b.good', null, 'works'), ` ${p.name}`])) : h('p.empty', null, 'none known yet'),
    others.length > 0 && h('details', null, h('summary.quiet', null, `${others.length} not available`), list(others.map((p) => [h('b', null, p.name), h('span.quiet', null, ` ${p.reason}`)]))));
}

function faults(all) {
  return card('Faults', all.length ? list(all.map((f) => [h('b.bad', null, f.source), `: ${f.problem}`])) : h('p.empty', null, 'none'));
}

export function showSensors(root, count, readings) {
  const odd = readings.filter((r) => r.quality !== 'fresh');
  count.textContent = `${readings.length}${odd.length ? `, ${odd.length} stale or missing` : ''}`;
  if (!root.closest('details').open) return;
  show(root, readings.length === 0 ? h('p.empty', null, 'No sensor has been read.') : h('table', null,
    h('thead', null, h('tr', null, ['Sensor', 'Name', 'Value', 'Quality', 'Age'].map((t) => h('th', { scope: 'col' }, t)))),
    h('tbody', null, readings.map((r) => h('tr', null, h('td', null, h('code', null, r.sensor)), h('td', null, r.label), h('td', null, r.quality === 'missing' ? 'missing' : reading(r.value, r.unit)),
      h(`td${{ stale: '.warn', missing: '.bad' }[r.quality] ?? ''}`, null, word(r.quality)), h('td', null, isKnown(r.ageS) ? duration(r.ageS) : '–'))))));
}
