// The rules in force, the latest attempt to exchange them, the pack in the shadow, the bundles that are followed.
import { h } from './dom.js';
import { clock, duration, isKnown, number, percent, word } from './format.js';

export function rulesCards(state, card) {
  return [inForce(state, card), state.shadow && shadow(state.shadow, card), state.bundle && bundle(state.bundle, card)];
}

const pack = (p) => [h('b', null, p?.pack ?? p?.name ?? 'none'), ` ${p?.version ?? ''}`];

const fault = (text) => text && h('pre.bad', null, text);

function inForce({ policy: p, reload }, card) {
  return card('Policy', h('p', null, pack(p)), p?.hash && h('code', null, p.hash),
    reload?.error && [h('p.bad', null, `${clock(reload.at)}: a change was ${word(reload.outcome)}; these rules stay`), fault(reload.error)]);
}

function shadow(s, card) {
  return card('Shadow', h('p', null, s.policy ? pack(s.policy) : h('b', null, s.origin)), fault(s.fault),
    s.decisions > 0 && h('p', null, `disagrees in ${number(s.disagreements, 0)} of ${number(s.decisions, 0)} decisions (${percent(s.disagreementRatio, 1)})`),
    s.last && h('p.note', null, `${s.last.model}: ${s.last.shadowGear} rather than ${s.last.gear}`));
}

function bundle(b, card) {
  return card('Bundles', h('p', null, b.active ? pack(b.active) : h('span.empty', null, 'none in force yet')),
    b.candidate && h('p', null, 'next: ', pack(b.candidate)),
    h('p', null, word(b.phase), isKnown(b.remainingS) ? `, ${duration(b.remainingS)} to go` : ''),
    h('p.note', null, b.url), fault(b.problem ?? b.pull?.error));
}
