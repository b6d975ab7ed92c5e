// Signals over time with uPlot. A gap in a line is a value that was missing.
/* global uPlot */
import { isKnown } from './format.js';

const LIMIT = 21600;

export class Charts {
  constructor(heat, load) {
    this.points = [];
    this.roots = [heat, load];
    this.build();
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.build());
    new ResizeObserver(() => this.resize()).observe(heat);
  }

  /** One state of the device at `at` (ms since the epoch); out of order is put in its place. */
  add(at, d) {
    const point = [at / 1000, d.temperatureC, d.tripC, pct(d.loadRatio), pct(d.cpuPressureRatio), pct(d.batteryRatio)].map((v) => (isKnown(v) ? v : null));
    const last = this.points.at(-1);
    if (!last || last[0] < point[0]) this.points.push(point);
    else if (!this.points.some((p) => p[0] === point[0])) { this.points.push(point); this.points.sort((a, b) => a[0] - b[0]); }
    if (this.points.length > LIMIT) this.points.shift();
  }

  draw(from, to) {
    this.range = [from / 1000, to / 1000];
    const seen = withGaps(this.points.filter((p) => p[0] >= this.range[0] - 60));
    const column = (i) => seen.map((p) => p[i]);
    this.heat.setData([column(0), column(1), column(2)], true);
    this.load.setData([column(0), column(3), column(4), column(5)], true);
  }

  build() {
    this.heat?.destroy();
    this.load?.destroy();
    const x = () => this.range ?? [Date.now() / 1000 - 600, Date.now() / 1000];
    this.heat = plot(this.roots[0], 140, x, (u, min, max) => [Math.floor(Math.min(min ?? 30, 100) / 10) * 10, Math.ceil(((max ?? 90) + 1) / 10) * 10],
      [line('temperature', '--heat', 2), line('trip point', '--trip', 1, [6, 4])]);
    this.load = plot(this.roots[1], 140, x, () => [0, 100], [line('load', '--load', 2), line('CPU pressure', '--psi', 1.5), line('battery', '--battery', 2)]);
    if (this.range) this.draw(this.range[0] * 1000, this.range[1] * 1000);
  }

  resize() {
    [this.heat, this.load].forEach((chart, i) => chart.setSize({ width: this.roots[i].clientWidth, height: 140 }));
  }
}

/** Nobody looked between two points this far apart (the page was not open): no line joins them. */
const SILENCE_S = 15;

function withGaps(points) {
  return points.flatMap((p, i) => (i > 0 && p[0] - points[i - 1][0] > SILENCE_S ? [[points[i - 1][0] + 0.001, null, null, null, null, null], p] : [p]));
}

const pct = (ratio) => (isKnown(ratio) ? ratio * 100 : null);

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const line = (label, colour, width, dash) => ({ label, stroke: css(colour), width, dash, points: { show: false }, spanGaps: false, value: (u, v) => (v === null || v === undefined ? '–' : v.toFixed(1)) });

function plot(root, height, x, y, series) {
  const axis = { stroke: css('--quiet'), grid: { stroke: css('--line'), width: 1 }, ticks: { show: false }, font: '12px system-ui, sans-serif' };
  return new uPlot({
    width: root.clientWidth || 600, height, series: [{ value: '{HH}:{mm}:{ss}' }, ...series], cursor: { sync: { key: 'time' }, y: false, drag: { x: false, y: false } },
    scales: { x: { time: true, range: x }, y: { range: y } }, padding: [8, 0, 0, 0],
    axes: [{ ...axis, size: 28, space: 90, values: [[3600, '{HH}:{mm}', null, null, null, null, null, null, 1], [60, '{HH}:{mm}', null, null, null, null, null, null, 1], [1, '{HH}:{mm}:{ss}', null, null, null, null, null, null, 1]] }, { ...axis, size: 46, splits: undefined }],
  }, [[], ...series.map(() => [])], root);
}
