// A card for each model: its gear, its traffic, and the pin. Cards live on between updates, so a half-filled form is kept.
import { call } from './api.js';
import { h, show } from './dom.js';
import { clock, duration, isKnown, ms, number, percent, word } from './format.js';
import { gearName } from './gears.js';

const cards = new Map();

export function showModels(root, models) {
  const names = new Set(models.map((m) => m.name));
  for (const [name, card] of cards) if (!names.has(name)) { card.root.remove(); cards.delete(name); }
  root.querySelector('.empty')?.remove();
  if (!models.length) root.append(h('p.empty', null, 'No models are registered.'));
  for (const model of models) {
    if (!cards.has(model.name)) { cards.set(model.name, create(model.name)); root.append(cards.get(model.name).root); }
    update(cards.get(model.name), model);
  }
}

function create(name) {
  const facts = h('div');
  const gear = h('select', { 'aria-label': `Gear to pin ${name} to` });
  const time = h('select', { 'aria-label': `How long to pin ${name}` }, [['1m', '1 min'], ['10m', '10 min'], ['1h', '1 h']].map(([value, text]) => h('option', { value }, text)));
  time.value = '10m';
  const unpin = h('button', { type: 'button' }, 'Unpin');
  const said = h('output.said');
  const path = `/v1/models/${encodeURIComponent(name)}/pin`;
  const form = h('form.pin', { onsubmit: (e) => { e.preventDefault(); act(said, `Pinning ${gear.value} …`, () => call('PUT', path, { gear: gear.value, for: time.value }), (r) => `${r?.gear ?? gear.value} is in force${r?.until ? ` until ${clock(r.until)}` : ''}.`); } },
    gear, time, h('button', null, 'Pin'), unpin, said);
  unpin.addEventListener('click', () => act(said, 'Unpinning …', () => call('DELETE', path), () => 'The policy decides again.'));
  return { root: h('div.card', null, facts, form), facts, gear, unpin };
}

async function act(said, before, run, after) {
  said.className = 'said';
  said.textContent = before;
  try { said.textContent = after(await run()); } catch (e) { said.classList.add('bad'); said.textContent = e.message; }
}

function update(card, model) {
  show(card.facts,
    h('div.model-title', null, h('b', null, model.name), h('span.quiet', null, model.task)),
    h('dl', null,
      row('Gear', model.gear ? gearName(model.name, model.gear.gear) : 'none yet'),
      model.gear && row('Since', `${clock(model.gear.since)}, ${duration(Math.max(0, (Date.now() - Date.parse(model.gear.since)) / 1000))}`),
      model.pin && row('Pinned', `${model.pin.gear}${model.pin.until ? ` until ${clock(model.pin.until)}` : ''}`),
      row('Traffic', `${number(model.requestsPerS)} /s`),
      row('Latency p50 / p95', h(`span${isLate(model) ? '.bad' : ''}`, null, `${ms(model.latencyP50Ms)} / ${ms(model.latencyP95Ms)}`)),
      isKnown(model.latencyObjectiveMs) && row('Objective', `p95 ≤ ${ms(model.latencyObjectiveMs)}`),
      ...(model.variants ?? []).map((v) => row(v.name, [h(`span${level(v.state)}`, null, word(v.state)), ` · ${word(v.precision)} · ${isKnown(v.accuracy) ? percent(v.accuracy, 1) : 'accuracy not measured'}`]))));
  options(card.gear, model.gears ?? [], model.gear?.gear);
  card.unpin.hidden = !model.pin;
}

const isLate = (m) => isKnown(m.latencyP95Ms) && isKnown(m.latencyObjectiveMs) && m.latencyP95Ms > m.latencyObjectiveMs;

const level = (state) => ({ active: '.good', quarantined: '.bad', unreachable: '.warn' }[state] ?? '');

const row = (name, value) => [h('dt', null, name), h('dd', null, value)];

function options(select, gears, active) {
  const text = (g) => `${g.gear}${isKnown(g.latencyMs) ? ` · ${ms(g.latencyMs)}${g.isMeasured ? '' : ' assumed'}` : ''}`;
  const key = gears.map((g) => g.gear).join();
  if (select.dataset.key !== key) {
    const chosen = select.value || active;
    select.replaceChildren(...gears.map((g) => h('option', { value: g.gear }, g.gear)));
    if (gears.some((g) => g.gear === chosen)) select.value = chosen;
    select.dataset.key = key;
  }
  if (document.activeElement !== select) gears.forEach((g, i) => { if (select.options[i].textContent !== text(g)) select.options[i].textContent = text(g); });
}
