// Wires the page: one picture of the daemon, kept by the event stream, drawn at most once a frame.
import { ApiError, call, listen, setToken } from './api.js';
import { Charts } from './charts.js';
import { openDecision, showDecisions } from './decisions.js';
import { byId, h, show } from './dom.js';
import { duration } from './format.js';
import { learn } from './gears.js';
import { showInside, showSensors } from './inside.js';
import { showModels } from './models.js';
import { showRibbons } from './ribbon.js';
import { startScene, showScene } from './scene.js';
import { showSignals } from './signals.js';

const KEEP = 500;
const picture = { state: null, models: [], decisions: [] };
const charts = new Charts(byId('heat-chart'), byId('load-chart'));
let frame = 0;
let isLive = false;

function on(event, data) {
  if (event === 'state') { picture.state = data; charts.add(Date.parse(data.at), data.device); }
  else if (event === 'models') picture.models = data;
  else if (event === 'decision') remember([data]);
  else if (event === 'profiling' && picture.state) picture.state.profiling = data;
  frame ||= requestAnimationFrame(draw);
}

/** Newest first, each id once. What the device was at each is also a point of the charts. */
function remember(more) {
  const ids = new Set(picture.decisions.map((d) => d.id));
  const added = more.filter((d) => !ids.has(d.id));
  added.forEach((d) => charts.add(Date.parse(d.at), d.device));
  picture.decisions = [...added, ...picture.decisions].sort((a, b) => Date.parse(b.at) - Date.parse(a.at)).slice(0, KEEP);
}

function draw() {
  frame = 0;
  const { state, models, decisions } = picture;
  if (!state) return;
  learn(models);
  show(byId('identity'), `${state.version} · up ${duration(state.uptimeS)} · policy ${state.policy?.pack ?? 'none'} `, h('code', null, (state.policy?.hash ?? '').slice(0, 12)), ` · scene ${state.scene?.name ?? ''}`);
  showSignals(byId('signals'), state);
  drawTime(Date.parse(state.at));
  showModels(byId('models'), models);
  modelFilter(models);
  showDecisions(byId('decisions'), decisions, { model: byId('of-model').value, holds: byId('with-holds').checked });
  showScene(byId('scene'), state.scene);
  showInside(byId('system'), state);
  showSensors(byId('sensors'), byId('sensor-count'), state.readings ?? []);
}

function drawTime(to) {
  const from = to - Number(byId('window').value) * 1000;
  showRibbons(byId('ribbons'), picture.models, picture.decisions, from, to, open);
  charts.draw(from, to);
}

function open(id) {
  const decision = picture.decisions.find((d) => d.id === id);
  if (!decision) return fetchAndOpen(id);
  const model = byId('of-model');
  if (model.value && model.value !== decision.model) model.value = '';
  if (decision.action !== 'SHIFT') byId('with-holds').checked = true;
  draw();
  openDecision(id);
}

async function fetchAndOpen(id) {
  try {
    remember([await call('GET', `/v1/decisions/${encodeURIComponent(id)}`)]);
    open(id);
  } catch (e) { banner(`Decision ${id}: ${e.message}`); setTimeout(() => banner(isLive ? '' : byId('banner').textContent), 6000); }
}

function modelFilter(models) {
  const select = byId('of-model');
  const names = ['', ...models.map((m) => m.name)];
  if (select.dataset.key === names.join()) return;
  const chosen = select.value;
  select.replaceChildren(...names.map((n) => h('option', { value: n }, n || 'all')));
  select.value = names.includes(chosen) ? chosen : '';
  select.dataset.key = names.join();
}

function banner(text) {
  byId('banner').textContent = text;
  byId('banner').hidden = !text;
}

function link(live, text) {
  isLive = live;
  byId('link').className = live ? 'live' : 'lost';
  byId('link-text').textContent = text;
  document.body.classList.toggle('is-lost', !live);
}

async function connect() {
  const [state, models, decisions] = await Promise.all([call('GET', '/v1/state'), call('GET', '/v1/models'), call('GET', '/v1/decisions?limit=200')]);
  byId('login').hidden = true;
  remember(decisions);
  on('models', models);
  on('state', state);
  link(true, 'live');
  banner('');
  await listen(on);
}

const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });

/** Connects for ever; waits 1, 2, 4 … 15 s between failures. */
async function run() {
  for (let wait = 1; ; wait = Math.min(15, wait * 2)) {
    const began = Date.now();
    try { await connect(); } catch (e) {
      if (e instanceof ApiError && (e.status === 401 || e.status === 403)) return login(e);
      if (Date.now() - began > 20000) wait = 1;
      link(false, 'connection lost');
      const seen = picture.state ? ` Shown: the state of ${new Date(picture.state.at).toLocaleTimeString('en-GB')}.` : '';
      banner(`No connection to the daemon; trying again in ${wait} s.${seen}`);
      await pause(wait * 1000);
    }
  }
}

function login(e) {
  link(false, 'token needed');
  banner(e.message);
  byId('login').hidden = false;
  byId('token').focus();
}

byId('login').addEventListener('submit', (e) => { e.preventDefault(); setToken(byId('token').value); banner(''); run(); });
for (const id of ['window', 'of-model', 'with-holds']) byId(id).addEventListener('change', draw);
document.querySelector('details.sensors').addEventListener('toggle', draw);
startScene(byId('scene'));
run();
