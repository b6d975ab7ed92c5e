/* global uPlot, byId, css, h, isKnown, number, percent */
// Draws the comparison from the data in the page.
(() => {
  const data = JSON.parse(byId('data').textContent);
  const rows = data.variants;
  const name = (row) => `${row.variant}@${row.provider}`;
  const bytes = (x) => (x < 1e6 ? `${number(x / 1e3, 0)} kB` : `${number(x / 1e6, 1)} MB`);
  const parameters = (x) => (x < 1e6 ? `${number(x / 1e3, 0)} k` : `${number(x / 1e6, 2)} M`);
  const colour = (i) => css(`--g${i % 6}`);

  byId('about').textContent = `${data.model}: ${rows.length} gears beside ${data.baseline}, on ${data.samples} ${data.areInputsReal ? 'real' : 'generated'} inputs.`;
  const head = ['gear', 'size', 'smaller', 'parameters', 'p50 ms', '95 %', 'p95 ms', 'faster', 'memory', 'energy mJ', 'accuracy', 'same answer', 'cosine', 'front'];
  byId('variants').append(
    h('tr', null, head.map((text, i) => h(i ? 'th.n' : 'th', null, text))),
    ...rows.map((row, i) => h(row.isOnFront ? 'tr.policy' : 'tr', null,
      h('td', null, h('span.gear', null, h(`i.g${i % 6}`), name(row))),
      [bytes(row.bytes), `${number(row.compression)}x`, parameters(row.parameters), number(row.latencyP50Ms, 3),
        `${number(row.latencyP50LowMs, 3)}–${number(row.latencyP50HighMs, 3)}`, number(row.latencyP95Ms, 3), `${number(row.speedup)}x`, bytes(row.memoryBytes),
        number(row.energyMj), percent(row.accuracy), percent(row.sameClass), number(row.meanCosine, 5), row.isOnFront ? 'yes' : ''].map((text) => h('td.n', null, text)))));
  const energies = rows.every((row) => row.isEnergyMeasured) ? 'measured by the device' : rows.some((row) => row.isEnergyMeasured) ? 'measured where the device could, else modelled' : 'modelled: CPU time times watts per core';
  byId('note').textContent = `One sample, one thread. Energy per inference is ${energies}. Accuracy is ${rows.some((row) => isKnown(row.testAccuracy)) ? 'that on the labelled inputs' : "the manifest's"}.${rows.every((row) => row.isPrecise) ? '' : ' Some medians were not known well enough when time was up.'}`;

  // One series a gear: uPlot joins the points of a series.
  const xs = [...new Set(rows.map((row) => row.latencyP50Ms))].sort((a, b) => a - b);
  const series = rows.map((row) => xs.map((x) => (x === row.latencyP50Ms ? 100 * row.accuracy : null)));
  const padded = (low, high) => { const room = Math.max((high - low) * 0.15, Math.abs(high) * 0.02, 1e-6); return [low - room, high + room]; };

  function intervals(u) {
    const { ctx } = u;
    ctx.save();
    ctx.font = `${12 * devicePixelRatio}px system-ui, sans-serif`;
    rows.forEach((row, i) => {
      const y = u.valToPos(100 * row.accuracy, 'y', true);
      ctx.strokeStyle = colour(i);
      ctx.lineWidth = 2 * devicePixelRatio;
      ctx.beginPath();
      ctx.moveTo(u.valToPos(row.latencyP50LowMs, 'x', true), y);
      ctx.lineTo(u.valToPos(row.latencyP50HighMs, 'x', true), y);
      ctx.stroke();
      ctx.fillStyle = css('--text');
      const x = u.valToPos(row.latencyP50Ms, 'x', true);
      const isRight = x > u.bbox.left + u.bbox.width * 0.75;
      ctx.textAlign = isRight ? 'right' : 'left';
      ctx.fillText(name(row), x + (isRight ? -10 : 10) * devicePixelRatio, y - 8 * devicePixelRatio);
    });
    ctx.restore();
  }

  let plot;
  function draw() {
    plot?.destroy();
    const axis = (label) => ({ label, stroke: css('--quiet'), grid: { stroke: css('--line'), width: 1 }, ticks: { show: false }, font: '12px system-ui, sans-serif', labelFont: '12px system-ui, sans-serif', labelSize: 18 });
    const box = byId('plot');
    plot = new uPlot({
      width: Math.max(240, box.clientWidth),
      height: 340,
      legend: { show: false },
      cursor: { drag: { x: false, y: false } },
      scales: { x: { time: false, range: () => padded(Math.min(...rows.map((row) => row.latencyP50LowMs)), Math.max(...rows.map((row) => row.latencyP50HighMs))) }, y: { range: (u, low, high) => padded(low, high) } },
      axes: [axis('median latency, ms'), { ...axis('accuracy, %'), size: 60 }],
      series: [{}, ...rows.map((row, i) => ({ label: name(row), stroke: colour(i), width: 0, points: { show: true, size: 11, width: 2, stroke: colour(i), fill: row.isOnFront ? colour(i) : css('--panel') } }))],
      hooks: { draw: [intervals] },
    }, [xs, ...series], box);
  }

  byId('legend').append(...rows.map((row, i) => h('span', null, h(`i.g${i % 6}`), `${name(row)}${row.isOnFront ? ', on the front' : ''}`)));
  draw();
  addEventListener('resize', draw);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
})();
