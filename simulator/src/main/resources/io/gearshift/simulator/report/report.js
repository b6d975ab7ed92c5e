/* global uPlot, byId, css, h, isKnown, number, percent */
// Draws the report from the data in the page. Text goes in as text nodes only, so no name can become markup.
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const AXIS = 52;
  const RIBBON = 24;
  const SHOWN = 300;

  function duration(s) {
    if (s < 60) return `${Number(s.toFixed(s < 10 ? 1 : 0))} s`;
    if (s < 3600) return `${Math.floor(s / 60)} min ${Math.round(s % 60)} s`;
    return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
  }
  const two = (n) => String(n).padStart(2, '0');
  const clock = (s) => `${Math.floor(s / 3600)}:${two(Math.floor((s % 3600) / 60))}:${two(Math.floor(s % 60))}`;

  let place = 0;
  let course;
  let a;
  let b;
  let plots = [];
  const run = (name) => course.runs.find((one) => one.policy === name);
  const figures = () => data.runs.filter((one, i) => traceOf[i] === place);
  // Runs stand trace by trace, the oracle's first: two traces may bear one name.
  let seen = -1;
  const traceOf = data.runs.map((one) => (one.policy === 'oracle' ? ++seen : seen));

  function gearClass(model, gear) {
    const known = course.models.find((m) => m.name === model)?.gears.indexOf(gear) ?? -1;
    return known < 0 ? 'gnone' : `g${Math.min(5, known)}`;
  }
  const gearName = (model, gear) => h('span.gear', null, h(`i.${gearClass(model, gear)}`), gear ?? 'none');

  /** The gear in force at a time, null before the first. */
  function gearAt(policy, model, s) {
    const stays = run(policy).gears[model] ?? [];
    let gear = null;
    for (const [from, name] of stays) { if (from > s) break; gear = name; }
    return gear;
  }

  function decisionAt(policy, model, s) {
    const all = (run(policy).decisions ?? []).filter((d) => d.model === model && d.s <= s);
    return all.filter((d) => d.action === 'SHIFT').at(-1) ?? all.at(-1);
  }

  function reasonNode(r) {
    return h('li', null, h('code', null, `${r.kind} ${r.name}${r.where ? ` (${r.where})` : ''}`), ' ', r.text, r.evidence.length ? h('span.quiet', null, ` ${r.evidence.join(', ')}`) : null);
  }

  function decisionBody(d) {
    return h('div.body', null, d.isDegraded ? h('p', null, 'A constraint was given up.') : null,
      d.reasons.length ? h('ul', null, d.reasons.map(reasonNode)) : null,
      d.considered.length ? h('div.scroll', null, h('table', null,
        h('tr', null, h('th', null, 'gear'), h('th.n', null, 'score'), h('th.n', null, 'latency ms'), h('th.n', null, 'energy mJ'), h('th.n', null, 'accuracy'), h('th', null, 'for and against')),
        d.considered.map((c) => h('tr', null, h('td', null, gearName(d.model, c.gear)), h('td.n', null, number(c.score, 3)), h('td.n', null, number(c.latencyMs, 1)), h('td.n', null, number(c.energyMj, 1)), h('td.n', null, number(c.accuracy, 3)), h('td', null, c.notes.join('; ')))))) : null);
  }

  const decisionLine = (d) => [h('b', null, clock(d.s)), ` ${d.model}: `, d.action === 'SHIFT' ? [d.from ? gearName(d.model, d.from) : 'no gear', ' → ', gearName(d.model, d.gear)] : ['stays in ', gearName(d.model, d.gear)], `. ${d.summary}`];

  function choose(policy, model, s) {
    const d = decisionAt(policy, model, s);
    const gear = gearAt(policy, model, s);
    byId('chosen').replaceChildren(
      h('h3', null, `${policy} at ${clock(s)}: ${model} in ${gear ?? 'no gear'}`),
      d ? h('p', null, decisionLine(d)) : h('p.quiet', null, run(policy).decisions ? 'No decision is kept for this time.' : 'Not a pack of rules: it gives no reasons.'),
      d ? decisionBody(d) : '');
  }

  function showFigures() {
    const trace = data.traces[place];
    const rows = figures();
    const head = ['run', 'energy J', 'accuracy', 'missed', 'swaps/h', 'slowed s', 'peak °C', 'battery', 'energy / oracle', 'errors / oracle', 'cost / oracle'];
    byId('figures').replaceChildren(h('tr', null, head.map((name, i) => h(i ? 'th.n' : 'th', null, name))),
      ...rows.map((r) => h(r.policy === trace.policy ? 'tr.policy' : 'tr', null, h('td', null, r.policy),
        [number(r.energyJ), number(r.effectiveAccuracy, 4), percent(r.missRatio), number(r.swapsPerHour, 1), number(r.throttledSeconds, 0), number(r.peakC, 1), run(r.policy).batteryRatio ? percent(r.chargeRatio, 1) : '–', number(r.energyVsOracle, 3), number(r.errorVsOracle, 3), number(r.costVsOracle, 3)].map((text) => h('td.n', null, text)))));
    byId('figures-note').textContent = `${rows[0].requests.toLocaleString('en')} requests. Energy is of answers, of making gears ready and of the radio. Accuracy counts answers in time only. A wrong answer costs ${number(trace.errorPriceJ, 3)} J; the oracle knows the future and shifts every ${trace.turnsPerStage === 1 ? 'turn' : `${trace.turnsPerStage} turns`}; its plan is ${isKnown(trace.oracleErrorRatio) ? `at most ${percent(trace.oracleErrorRatio)}` : 'by an unknown share'} over the optimum.`;
    byId('requirements').replaceChildren(...trace.requirements.map((r) => h(`p.requirement.${r.holds ? 'holds' : 'fails'}`, null, h('b', null, r.holds ? 'holds ' : 'fails '), h('code', null, r.expression), ` ${trace.policy}: ${number(r.figure, 4)}, bound ${number(r.bound, 4)}`)));
  }

  const axis = () => ({ stroke: css('--quiet'), grid: { stroke: css('--line'), width: 1 }, ticks: { show: false }, font: '12px system-ui, sans-serif' });
  const xAxis = () => ({ ...axis(), size: 26, space: 90, values: (u, splits) => splits.map(clock), incrs: [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800] });
  let isZooming = false;

  function zoom(u, key) {
    if (key !== 'x' || isZooming) return;
    isZooming = true;
    const { min, max } = u.scales.x;
    for (const other of plots) if (other !== u) other.setScale('x', { min, max });
    isZooming = false;
  }

  function options(root, height, extra) {
    return { width: Math.max(240, root.clientWidth), height, padding: [8, 8, 0, 0], cursor: { sync: { key: 'time' }, y: false, drag: { x: true, y: false } }, ...extra,
      scales: { x: { time: false, range: (u, min, max) => [min ?? 0, max ?? course.lengthS] }, ...extra.scales }, hooks: { ...extra.hooks, setScale: [zoom] } };
  }

  /** Two values are never on one point: values of short recordings are joined over points without one. */
  function signal(root, title, note, lines, range, unit) {
    const known = lines.filter((line) => line.points?.some(isKnown));
    root.append(h('p.plot-title', null, title, h('span.quiet', null, known.length ? (note ? ` ${note}` : '') : ' not recorded')));
    if (!known.length) return;
    const box = root.appendChild(h('div'));
    const format = (u, v) => (isKnown(v) ? `${number(v, unit === '%' ? 1 : 2)} ${unit}` : '–');
    plots.push(new uPlot(options(box, 150, {
      series: [{ label: 'time', value: (u, v) => (isKnown(v) ? clock(v) : '–') }, ...known.map((line) => ({ label: line.label, stroke: css(line.colour), width: line.width ?? 2, dash: line.dash, points: { show: false }, spanGaps: true, value: format }))],
      scales: { y: { range } }, axes: [xAxis(), { ...axis(), size: AXIS }] }), [course.s, ...known.map((line) => line.points)], box));
  }

  const soft = (least) => (u, min, max) => { const span = Math.max(least, (max ?? 1) - (min ?? 0)); return [(min ?? 0) - span * 0.08, (max ?? 1) + span * 0.08]; };
  const fromZero = (u, min, max) => [0, Math.max(0.1, (max ?? 1) * 1.08)];
  const times = (points, factor) => points?.map((v) => (isKnown(v) ? v * factor : null));

  function lines(key, factor) {
    const recorded = course.recorded[key];
    return [{ label: a, points: times(run(a)[key], factor), colour: '--a' }, b === a ? {} : { label: b, points: times(run(b)[key], factor), colour: '--b', dash: [7, 4] }, { label: 'recorded', points: times(recorded?.points, factor), colour: '--recorded', width: 1.2, dash: [2, 3] }];
  }

  const named = (key) => (course.recorded[key] ? `recorded: ${course.recorded[key].of}` : '');

  function ribbon(root, policy, model) {
    const box = root.appendChild(h('div.ribbon'));
    const stays = run(policy).gears[model] ?? [];
    const draw = (u) => {
      const { ctx } = u;
      const { left, top, width, height } = u.bbox;
      ctx.save();
      ctx.beginPath();
      ctx.rect(left, top, width, height);
      ctx.clip();
      ctx.fillStyle = css('--none');
      ctx.fillRect(left, top, width, height);
      stays.forEach(([from, gear], i) => {
        const x0 = u.valToPos(from, 'x', true);
        const x1 = u.valToPos(stays[i + 1]?.[0] ?? course.lengthS, 'x', true);
        ctx.fillStyle = css(`--${gearClass(model, gear) === 'gnone' ? 'none' : gearClass(model, gear)}`);
        ctx.fillRect(x0, top, Math.max(1, x1 - x0), height);
      });
      ctx.restore();
    };
    const u = new uPlot(options(box, RIBBON, { legend: { show: false }, padding: [0, 8, 0, 0], series: [{}, { show: true, points: { show: false } }], scales: { y: { range: [0, 1] } },
      axes: [{ show: false }, { ...axis(), size: AXIS, values: (v, splits) => splits.map(() => ''), grid: { show: false } }], hooks: { draw: [draw] } }), [[0, course.lengthS], [null, null]], box);
    plots.push(u);
    u.over.addEventListener('click', (event) => choose(policy, model, u.posToVal(event.offsetX, 'x')));
    u.over.setAttribute('role', 'img');
    u.over.setAttribute('aria-label', `${policy}, ${model}: ${stays.slice(0, 40).map(([from, gear]) => `${gear} from ${clock(from)}`).join(', ') || 'no gear'}`);
  }

  function showPlots() {
    plots.forEach((u) => u.destroy());
    plots = [];
    const root = byId('plots');
    root.replaceChildren();
    const trip = { label: 'trip point', points: course.s.map(() => course.tripC), colour: '--trip', width: 1, dash: [6, 4] };
    const heat = lines('temperatureC', 1);
    const hottest = Math.max(...heat.flatMap((line) => (line.points ?? []).filter(isKnown)));
    signal(root, `Temperature of ${course.governed}, °C`, named('temperatureC'), course.tripC < hottest + 25 ? [...heat, trip] : heat, soft(4), '°C');
    signal(root, 'Battery, %', named('batteryRatio'), lines('batteryRatio', 100), soft(2), '%');
    signal(root, 'Processor load, %', named('loadRatio'), lines('loadRatio', 100), fromZero, '%');
    signal(root, 'Power of the device, W', named('powerW'), lines('powerW', 1), fromZero, 'W');
    signal(root, 'Bandwidth used, Mbit/s', named('receivedMbitPerS'), [{ label: 'received', points: course.recorded.receivedMbitPerS?.points, colour: '--a' }, { label: 'sent', points: course.recorded.sentMbitPerS?.points, colour: '--b' }], fromZero, 'Mbit/s');
    for (const model of course.models) {
      root.append(h('p.plot-title', null, `Gears of ${model.name}`), h('div.legend', null, model.gears.map((gear) => h('span', null, h(`i.${gearClass(model.name, gear)}`), gear)), h('span', null, h('i.gnone'), 'none')));
      for (const one of course.runs) {
        root.append(h('p.ribbon-title', null, one.policy, one.policy === a ? h('span.quiet', null, ' · first') : one.policy === b ? h('span.quiet', null, ' · second') : null));
        ribbon(root, one.policy, model.name);
      }
    }
    showQuality();
  }

  /** Stretches in which the two are in different gears. */
  function differences() {
    const all = [];
    for (const { name } of course.models) {
      const cuts = [...new Set([...(run(a).gears[name] ?? []), ...(run(b).gears[name] ?? [])].map(([s]) => s))].sort((x, y) => x - y);
      let open = null;
      cuts.forEach((s, i) => {
        const of = { model: name, s, a: gearAt(a, name, s), b: gearAt(b, name, s), end: cuts[i + 1] ?? course.lengthS };
        if (of.a === of.b) open = null;
        else if (open && open.a === of.a && open.b === of.b) open.end = of.end;
        else { open = of; all.push(of); }
      });
    }
    return all.sort((x, y) => x.s - y.s);
  }

  function why(policy, d) {
    const decision = decisionAt(policy, d.model, d.s);
    return decision ? decision.summary : run(policy).decisions ? '' : 'gives no reasons';
  }

  function showDifferences() {
    const root = byId('differences');
    if (a === b) { root.replaceChildren(h('p.quiet', null, 'Choose two runs.')); return; }
    const all = differences();
    const [fa, fb] = [a, b].map((name) => figures().find((one) => one.policy === name));
    const pair = (label, key, text) => h('tr', null, h('td', null, label), h('td.n', null, text(fa[key])), h('td.n', null, text(fb[key])), h('td.n', null, isKnown(fb[key] - fa[key]) ? `${fb[key] >= fa[key] ? '+' : ''}${text(fb[key] - fa[key])}` : '–'));
    const total = all.reduce((sum, d) => sum + d.end - d.s, 0);
    root.replaceChildren(
      h('div.scroll', null, h('table', null, h('tr', null, h('th', null, 'figure'), h('th.n', null, a), h('th.n', null, b), h('th.n', null, 'difference')),
        pair('energy, J', 'energyJ', (x) => number(x)), pair('effective accuracy', 'effectiveAccuracy', (x) => number(x, 4)), pair('missed', 'missRatio', percent), pair('swaps an hour', 'swapsPerHour', (x) => number(x, 1)), pair('slowed, s', 'throttledSeconds', (x) => number(x, 0)), pair('peak, °C', 'peakC', (x) => number(x, 1)))),
      h('p', null, all.length ? `In different gears for ${duration(total)}, in ${all.length} ${all.length === 1 ? 'stretch' : 'stretches'}${all.length > SHOWN ? `; the first ${SHOWN}` : ''}:` : 'In the same gears all the time.'),
      all.length ? h('div.scroll.list', null, h('table', null, h('tr', null, h('th', null, 'from'), h('th', null, 'for'), h('th', null, 'model'), h('th', null, a), h('th', null, b)),
        all.slice(0, SHOWN).map((d) => h('tr', null, h('td', null, h('button', { type: 'button', onclick: () => look(d.s, d.end) }, clock(d.s))), h('td', null, duration(d.end - d.s)), h('td', null, d.model),
          h('td', null, gearName(d.model, d.a), h('div.quiet', null, why(a, d))), h('td', null, gearName(d.model, d.b), h('div.quiet', null, why(b, d))))))) : '');
  }

  function look(from, to) {
    const margin = Math.max(5, (to - from) * 0.25);
    plots[0]?.setScale('x', { min: Math.max(0, from - margin), max: Math.min(course.lengthS, to + margin) });
    byId('plots').scrollIntoView({ block: 'start' });
  }

  function showDecisions() {
    byId('chosen').replaceChildren(h('p.quiet', null, 'Press a ribbon above, or open a decision below.'));
    byId('decisions').replaceChildren(...[...new Set([a, b])].filter((name) => run(name).decisions).map((name) => {
      const all = run(name).decisions;
      return h('div.panel', null, h('h3', null, `${name}: ${all.length} decisions${run(name).decisionsLeftOut ? `, ${run(name).decisionsLeftOut} more left out to keep the page small` : ''}`),
        h('div.list', null, all.map((d) => { const one = h('details', { ontoggle: () => one.open && one.children.length === 1 && one.append(decisionBody(d)) }, h('summary', null, decisionLine(d))); return one; })));
    }));
  }

  function showQuality() {
    const q = data.traces[place].deviceModel;
    const said = (value, text, basis) => (isKnown(value) ? `${text(value)}: ${basis}` : `not compared: ${basis}`);
    const rows = [['Temperature', said(q.temperatureRmseC, (v) => `${number(v)} °C off (root mean square)`, q.basis.temperature)], ['Battery', said(q.batteryErrorRatio, (v) => `${percent(v, 1)} off`, q.basis.battery)], ['Answer time', said(q.latencyErrorRatio, (v) => `${percent(v, 1)} off`, q.basis.latency)]];
    byId('quality').replaceChildren(...rows.flatMap(([name, text]) => [h('dt', null, name), h('dd', null, text)]));
    const root = byId('quality-plot');
    root.replaceChildren();
    root.hidden = !course.recorded.temperatureC || !course.check;
    if (!root.hidden) signal(root, `Temperature of ${course.governed} with the gears as recorded, °C`, '', [{ label: 'modelled', points: course.check.temperatureC, colour: '--a' }, { label: `recorded (${course.recorded.temperatureC.of})`, points: course.recorded.temperatureC.points, colour: '--recorded', dash: [2, 3] }], soft(4), '°C');
  }

  function choices(select, names, chosen) {
    select.replaceChildren(...names.map((name) => h('option', { value: name, selected: name === chosen }, name)));
  }

  function showPair() {
    showPlots();
    showDifferences();
    showDecisions();
  }

  function showTrace(next) {
    place = next;
    course = data.courses[place];
    const trace = data.traces[place];
    const names = course.runs.map((one) => one.policy);
    a = trace.policy ?? names[1] ?? names[0];
    b = course.runs.find((one) => one.decisions && one.policy !== a)?.policy ?? 'oracle';
    byId('about').textContent = `${trace.trace} on ${trace.device}: ${duration(course.lengthS)} from ${course.startedAt}, seed ${trace.seed}`;
    byId('points-note').textContent = course.isEach ? '' : `${course.turns.toLocaleString('en')} turns of the loop are drawn as the lowest and highest value of each ${duration(2 * course.lengthS / course.s.length)}; shorter stays in a gear may be left out of the ribbons.`;
    choices(byId('a'), names, a);
    choices(byId('b'), names, b);
    byId('assumed-section').hidden = !trace.assumed.length;
    byId('assumed').replaceChildren(...trace.assumed.map((text) => h('li', null, text)));
    showFigures();
    showPair();
  }

  byId('trace-choice').hidden = data.traces.length < 2;
  byId('trace').replaceChildren(...data.traces.map((trace, i) => h('option', { value: i }, trace.trace)));
  byId('trace').addEventListener('change', (event) => showTrace(Number(event.target.value)));
  byId('a').addEventListener('change', (event) => { a = event.target.value; showPair(); });
  byId('b').addEventListener('change', (event) => { b = event.target.value; showPair(); });
  byId('reset').addEventListener('click', () => plots[0]?.setScale('x', { min: 0, max: course.lengthS }));
  showTrace(0);
  let width = innerWidth;
  addEventListener('resize', () => { if (innerWidth !== width) { width = innerWidth; showPlots(); } });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', showPlots);
})();
