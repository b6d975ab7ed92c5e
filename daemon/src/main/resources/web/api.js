// Talks to the daemon: JSON calls and the event stream. The stream is read by fetch, because EventSource cannot send a token.

const TOKEN = 'gearshift.token';
const SILENCE_MS = 15000;

export class ApiError extends Error {
  constructor(status, message) { super(message); this.status = status; }
}

export const setToken = (token) => sessionStorage.setItem(TOKEN, token);

function headers(more) {
  const token = sessionStorage.getItem(TOKEN);
  return { ...more, ...(token ? { Authorization: `Bearer ${token}` } : {}) };
}

/** Throws an ApiError that says what the daemon said. */
export async function call(method, path, body) {
  const json = body === undefined ? {} : { 'Content-Type': 'application/json' };
  const answer = await fetch(path, { method, headers: headers(json), body: body === undefined ? undefined : JSON.stringify(body) });
  const text = await answer.text();
  const value = parse(text);
  if (!answer.ok) throw new ApiError(answer.status, said(value) ?? `${method} ${path}: ${answer.status}`);
  return value;
}

function parse(text) {
  try { return text ? JSON.parse(text) : null; } catch { return null; }
}

const said = (value) => value?.error && [value.error, value.hint].filter(Boolean).join('. ');

/** Reads `/v1/events` until it breaks or falls silent; calls `on(event, data)` for each. Rejects when it ends. */
export async function listen(on) {
  const stop = new AbortController();
  let watchdog;
  const heard = () => { clearTimeout(watchdog); watchdog = setTimeout(() => stop.abort(), SILENCE_MS); };
  heard();
  try {
    const answer = await fetch('/v1/events', { headers: headers({ Accept: 'text/event-stream' }), signal: stop.signal, cache: 'no-store' });
    if (!answer.ok) throw new ApiError(answer.status, `events: ${answer.status}`);
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let rest = ''; ;) {
      const { value, done } = await reader.read();
      if (done) throw new Error('the daemon ended the stream');
      heard();
      const blocks = (rest + value).replaceAll('\r\n', '\n').split('\n\n');
      rest = blocks.pop();
      blocks.forEach((block) => dispatch(block, on));
    }
  } finally { clearTimeout(watchdog); }
}

function dispatch(block, on) {
  let event = 'message';
  const data = [];
  for (const line of block.split('\n')) {
    if (line.startsWith('event:')) event = line.slice(6).trim();
    else if (line.startsWith('data:')) data.push(line.slice(5).trimStart());
  }
  const value = data.length ? parse(data.join('\n')) : null;
  if (value !== null) on(event, value);
}
