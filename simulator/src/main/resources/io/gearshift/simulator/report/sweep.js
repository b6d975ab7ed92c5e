/* global uPlot, byId, css, h, isKnown, number, percent */
// Draws a sweep from the data in the page. Text goes in as text nodes only, so no name can become markup.
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const SHOWN = 500;

  const front = new Set(data.front);
  const all = [data.given, ...data.points].sort((a, b) => a.energyJ - b.energyJ || a.id - b.id);
  const kind = (p) => (p.id === 0 ? 'given' : p.id === data.best ? 'best' : front.has(p.id) ? 'front' : 'other');
  const KINDS = [
    { kind: 'other', label: 'beaten by another', colour: '--recorded', size: 5 },
    { kind: 'front', label: 'not beaten', colour: '--a', size: 9 },
    { kind: 'best', label: 'least cost', colour: '--good', size: 13 },
    { kind: 'given', label: 'as given', colour: '--b', size: 11 },
  ];
  const settings = (p) => Object.entries(p.settings).map(([name, value]) => `${name} ${value}`);
  const named = (p) => (p.id === 0 ? 'as given' : `variation ${p.id}`);

  function choose(p) {
    byId('chosen').replaceChildren(h('h3', null, named(p)),
      h('ul', null, settings(p).map((text) => h('li', null, text))),
      h('p', null, `${number(p.energyJ)} J, accuracy ${number(p.effectiveAccuracy, 4)}, missed ${percent(p.missRatio)}, ${number(p.swapsPerHour, 1)} swaps an hour, ${number(p.throttledSeconds, 0)} s slowed, cost ${number(p.costJ)} J`));
  }

  const axis = (label) => ({ label, labelSize: 18, labelFont: '12px system-ui, sans-serif', stroke: css('--quiet'), grid: { stroke: css('--line'), width: 1 }, ticks: { show: false }, font: '12px system-ui, sans-serif' });
  const wide = (u, min, max) => { const span = Math.max(1e-9, (max ?? 1) - (min ?? 0)); return [(min ?? 0) - span * 0.06, (max ?? 1) + span * 0.06]; };

  /** The point under the cursor is the nearest on the screen, in both directions. */
  function nearest(u, value) {
    let best = null;
    let least = 24 * 24;
    all.forEach((p) => {
      const dx = u.valToPos(p.energyJ, 'x') - u.cursor.left;
      const dy = u.valToPos(value(p), 'y') - u.cursor.top;
      if (dx * dx + dy * dy < least) { least = dx * dx + dy * dy; best = p; }
    });
    return best;
  }

  function scatter(root, title, value) {
    root.append(h('p.plot-title', null, title));
    const box = root.appendChild(h('div'));
    const plot = new uPlot({
      width: Math.max(240, root.clientWidth), height: 260, padding: [8, 12, 0, 0],
      cursor: { x: true, y: true, drag: { x: true, y: true } },
      scales: { x: { time: false, range: wide }, y: { range: wide } },
      series: [{ label: 'energy J', value: (u, v) => number(v) }, ...KINDS.map((k) => ({ label: k.label, paths: () => null, stroke: css(k.colour), points: { show: true, size: k.size, fill: css(k.colour), stroke: css(k.colour) }, value: (u, v) => number(v, 4) }))],
      axes: [{ ...axis('energy J'), size: 28 }, { ...axis(''), size: 60 }],
    }, [all.map((p) => p.energyJ), ...KINDS.map((k) => all.map((p) => (kind(p) === k.kind ? value(p) : null)))], box);
    plot.over.addEventListener('click', () => { const p = nearest(plot, value); if (p) choose(p); });
    return plot;
  }

  const names = data.varied.map((knob) => knob.name);
  const head = [...names, 'energy J', 'accuracy', 'missed', 'swaps/h', 'slowed s', 'cost J'];
  const row = (p) => h(p.id === data.best ? 'tr.policy' : 'tr', null,
    h('td', null, h('button', { onclick: () => choose(p) }, p.id === 0 ? 'given' : `${p.id}`), p.id === data.best ? ' least cost' : ''),
    names.map((name) => h('td.n', null, p.settings[name])),
    [number(p.energyJ), number(p.effectiveAccuracy, 4), percent(p.missRatio), number(p.swapsPerHour, 1), number(p.throttledSeconds, 0), number(p.costJ)].map((text) => h('td.n', null, text)));
  const table = (id, points) => byId(id).replaceChildren(h('tr', null, h('th', null, 'variation'), head.map((name) => h('th.n', null, name))), ...points.map(row));

  byId('about').textContent = `${data.policy} on ${data.device}, ${data.points.length.toLocaleString('en')} variations, seed ${data.seed}; ${data.traces.join(', ')}`;
  table('front', [data.given, ...data.front.map((id) => data.points.find((p) => p.id === id))]);
  table('others', all.filter((p) => kind(p) === 'other').slice(0, SHOWN));
  byId('note').textContent = `Not beaten: no other variation is better in energy, misses or accuracy without being worse in another. A wrong answer costs ${number(data.errorPriceJ, 3)} J; cost is energy and wrong answers together.`;
  byId('others-title').textContent = `${(data.points.length - front.size).toLocaleString('en')} variations that another one beats or equals${data.points.length - front.size > SHOWN ? `, the ${SHOWN} of least energy` : ''}`;
  const draw = () => { byId('plots').replaceChildren(); scatter(byId('plots'), 'Accuracy over energy (up and left is better)', (p) => p.effectiveAccuracy); scatter(byId('plots'), 'Missed over energy (down and left is better), %', (p) => 100 * p.missRatio); };
  draw();
  choose(data.points.find((p) => p.id === data.best));
  let width = byId('plots').clientWidth;
  window.addEventListener('resize', () => { if (byId('plots').clientWidth !== width) { width = byId('plots').clientWidth; draw(); } });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
})();
