// The list of decisions; opening one shows its whole reason tree.
import { h } from './dom.js';
import { bytes, clock, isKnown, ms, number, percent, word } from './format.js';
import { gearName } from './gears.js';

const LIMIT = 60;
const drawn = new Map();

export function showDecisions(root, decisions, filter) {
  const seen = decisions.filter((d) => (!filter.model || d.model === filter.model) && (filter.holds || d.action === 'SHIFT')).slice(0, LIMIT);
  const rows = seen.map((d) => { if (!drawn.has(d.id)) drawn.set(d.id, item(d)); return drawn.get(d.id); });
  for (const id of drawn.keys()) if (!decisions.some((d) => d.id === id)) drawn.delete(id);
  if (!rows.length) return root.replaceChildren(h('p.empty', null, filter.holds ? 'No decisions yet.' : 'No shifts yet.'));
  const isSame = rows.length === root.children.length && rows.every((row, i) => row === root.children[i]);
  if (!isSame) {
    const focused = root.contains(document.activeElement) ? document.activeElement : null;
    root.replaceChildren(...rows);
    focused?.focus();
  }
}

/** Opens and scrolls to one decision that is in the list. */
export function openDecision(id) {
  const row = drawn.get(id);
  if (!row?.isConnected) return false;
  row.open = true;
  row.scrollIntoView({ behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth', block: 'center' });
  row.querySelector('summary').focus({ preventScroll: true });
  return true;
}

function item(d) {
  const row = h('details.decision', { ontoggle: () => { if (row.open && row.children.length === 1) row.append(body(d)); } },
    h('summary', null, h('time.quiet', { dateTime: d.at }, clock(d.at)), h('b', null, d.model),
      h('span.shift', null, d.action === 'SHIFT' ? [d.from && h('span.arrow', null, `${d.from} → `), gearName(d.model, d.gear)] : [h('span.arrow', null, 'hold '), gearName(d.model, d.gear)]),
      h('span.summary.quiet', null, d.isDegraded && h('span.tag.warn', null, 'degraded'), d.isDegraded ? ' ' : '', d.summary)));
  return row;
}

function body(d) {
  return h('div.body', null,
    h('p.meta', null, h('span.tag', null, word(d.reason)), ` decision ${d.id} · policy ${d.policy.pack} ${d.policy.version} (${d.policy.hash.slice(0, 12)}) · scene ${d.scene.name}, ${word(d.scene.attention)}${d.scene.isPrivate ? ', private' : ''}`,
      d.relaxed.length ? [' · ', h('b.warn', null, `gave up: ${d.relaxed.map(word).join(', ')}`)] : null, d.runnerUp ? ` · runner-up ${d.runnerUp}` : null),
    h('h3', null, 'Why'), d.reasons.length ? tree(d.reasons) : h('p.empty', null, 'No rule or constraint spoke.'),
    h('h3', null, 'The device then'), h('p', null, h('code', null, snapshot(d.device).join(' · '))),
    h('h3', null, 'Considered'), h('div.scroll', null, candidates(d)));
}

function tree(reasons) {
  return h('ul.tree', null, reasons.map((r) => h('li', null, h('span.tag', null, word(r.kind)), ' ', h('b', null, r.name), r.where && h('code', null, ` ${r.where}`), h('div', null, r.text),
    r.evidence.length > 0 && h('div', null, r.evidence.map((e) => h('code', null, e))))));
}

function candidates(d) {
  const columns = ['Gear', 'Score', 'Latency', 'p95', 'Energy', 'Memory', 'Accuracy', 'Rules and constraints'];
  return h('table', null,
    h('thead', null, h('tr', null, columns.map((c, i) => h(i > 0 && i < 7 ? 'th.n' : 'th', { scope: 'col' }, c)))),
    h('tbody', null, d.considered.map((c) => h(c.gear === d.gear ? 'tr.chosen' : 'tr', null,
      h('td', null, gearName(d.model, c.gear), c.gear === d.gear && h('span.quiet', null, ' chosen')), h('td.n', null, isKnown(c.score) ? c.score.toFixed(3) : '–'),
      h('td.n', null, ms(c.latencyMs)), h('td.n', null, ms(c.latencyP95Ms)), h('td.n', null, isKnown(c.energyMj) ? `${number(c.energyMj)} mJ` : '–'), h('td.n', null, bytes(c.memoryBytes)), h('td.n', null, percent(c.accuracy, 1)),
      h('td.why', null, [...(c.preferences ?? []), ...c.rejectedBy].map((r) => h('div', null, h('b', null, r.name), `: ${r.text}`, r.evidence.length > 0 && h('code', null, ` ${r.evidence.join(', ')}`))))))));
}

function snapshot(v) {
  const known = (x, text) => (isKnown(x) ? text : null);
  return [
    known(v.temperatureC, `${number(v.temperatureC)} °C ${word(v.heat)}${isKnown(v.tripC) ? `, trip ${number(v.tripC)}` : ''}`) ?? 'temperature missing',
    known(v.batteryRatio, `battery ${percent(v.batteryRatio)}${v.isCharging ? ' charging' : ''}`) ?? (v.hasBattery ? 'battery missing' : 'no battery'),
    known(v.loadRatio, `load ${percent(v.loadRatio)}`) ?? 'load missing', known(v.cpuPressureRatio, `CPU pressure ${percent(v.cpuPressureRatio, 1)}`),
    known(v.memoryAvailableBytes, `memory free ${bytes(v.memoryAvailableBytes)}`) ?? 'memory missing', `network ${word(v.network)}`,
  ].filter(Boolean);
}
