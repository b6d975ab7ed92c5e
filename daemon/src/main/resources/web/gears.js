// One colour per variant of a model, in the manifest's order; the same everywhere on the page.
import { h } from './dom.js';

const known = new Map();

export function learn(models) {
  for (const model of models) for (const variant of model.variants ?? []) index(model.name, variant.name);
}

function index(model, variant) {
  if (!known.has(model)) known.set(model, []);
  const variants = known.get(model);
  if (!variants.includes(variant)) variants.push(variant);
  return variants.indexOf(variant);
}

export const variantOf = (gear) => (gear.includes('@') ? gear.slice(0, gear.lastIndexOf('@')) : gear);

export const colour = (model, gear) => `g${Math.min(5, index(model, variantOf(gear)))}`;

export function gearName(model, gear) {
  return h('span.gear', null, h(`i.${colour(model, gear)}`), gear);
}
