// Shared by the reports' pages. Text goes in as text nodes only, so no name can become markup.
const byId = (id) => document.getElementById(id);
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const isKnown = (x) => x !== null && x !== undefined && Number.isFinite(x);

function h(name, props, ...children) {
  const [tag, ...classes] = name.split('.');
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.join(' ');
  for (const [key, value] of Object.entries(props ?? {})) {
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...children.flat(9).filter((c) => c !== null && c !== undefined && c !== false && c !== ''));
  return node;
}

const number = (x, digits = 2) => (isKnown(x) ? x.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits }) : '–');
const percent = (x, digits = 2) => (isKnown(x) ? `${number(100 * x, digits)} %` : '–');
