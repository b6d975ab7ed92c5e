// The gear of each model over time: a ribbon of segments, each a button that opens the shift that began it.
import { h, show } from './dom.js';
import { clock, duration } from './format.js';
import { colour, variantOf } from './gears.js';

/** Segments of one model between `from` and `to` (ms), oldest first. */
export function segments(model, decisions, from, to) {
  const shifts = decisions.filter((d) => d.model === model.name && d.action === 'SHIFT').map((d) => ({ ...d, t: Date.parse(d.at) })).sort((a, b) => a.t - b.t);
  const all = [];
  const first = shifts[0];
  if (first?.from) all.push({ gear: first.from, start: -Infinity, decision: null });
  if (!first && model.gear) all.push({ gear: model.gear.gear, start: Date.parse(model.gear.since), decision: model.gear.decision });
  for (const shift of shifts) all.push({ gear: shift.gear, start: shift.t, decision: shift.id, summary: shift.summary });
  all.forEach((segment, i) => { segment.end = all[i + 1]?.start ?? to; });
  return all.filter((s) => s.end > from && s.start < to).map((s) => ({ ...s, start: Math.max(from, s.start) }));
}

const rows = new Map();

/** Rows and segments live on between draws, so a click or the focus is never lost to a redraw. */
export function showRibbons(root, models, decisions, from, to, open) {
  const names = new Set(models.map((m) => m.name));
  for (const [name, row] of rows) if (!names.has(name)) { row.root.remove(); rows.delete(name); }
  root.querySelector('.empty')?.remove();
  if (!models.length) root.append(h('p.empty', null, 'No models are registered.'));
  for (const model of models) {
    if (!rows.has(model.name)) { rows.set(model.name, createRow(model.name)); root.append(rows.get(model.name).root); }
    updateRow(rows.get(model.name), model, segments(model, decisions, from, to), from, to, open);
  }
}

function createRow(name) {
  const now = h('span.quiet');
  const track = h('div.track');
  return { root: h('div.ribbon', null, h('div.label', null, h('b', null, name), now), track), now, track, buttons: new Map() };
}

function updateRow(row, model, parts, from, to, open) {
  show(row.now, model.gear ? `${model.gear.gear}${model.pin ? ' · pinned' : ''}` : 'no gear yet');
  const keys = new Set(parts.map((part) => part.decision));
  for (const [key, button] of row.buttons) if (!keys.has(key)) { button.remove(); row.buttons.delete(key); }
  const width = row.track.clientWidth || 600;
  parts.forEach((part, i) => {
    if (!row.buttons.has(part.decision)) row.buttons.set(part.decision, h('button', { type: 'button', onclick: () => open(part.decision) }));
    const button = row.buttons.get(part.decision);
    place(button, model.name, part, from, to, width);
    if (row.track.children[i] !== button) row.track.insertBefore(button, row.track.children[i] ?? null);
  });
}

function place(button, model, part, from, to, width) {
  const share = (part.end - part.start) / (to - from);
  const pixels = share * width;
  const label = `${model}: ${part.gear} for ${duration((part.end - part.start) / 1000)} from ${clock(part.start)}${part.summary ? `. ${part.summary}` : ''}`;
  const text = pixels < 44 ? '' : pixels < 120 ? variantOf(part.gear) : part.gear;
  button.className = `seg ${colour(model, part.gear)}${text ? '' : ' narrow'}`;
  Object.assign(button.style, { left: `${((part.start - from) / (to - from)) * 100}%`, width: `${share * 100}%` });
  if (button.textContent !== text) button.textContent = text;
  button.disabled = !part.decision;
  button.title = label;
  button.setAttribute('aria-label', label);
}
