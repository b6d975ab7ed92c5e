// The scene form: follows the daemon until someone edits it.
import { call } from './api.js';

let isEdited = false;

export function showScene(form, scene) {
  if (isEdited || !scene || form.contains(document.activeElement)) return;
  const f = form.elements;
  f.name.value = scene.name;
  f.attention.value = scene.attention;
  f.latencyObjectiveMs.value = scene.latencyObjectiveMs ?? '';
  f.minAccuracy.value = scene.minAccuracy === null || scene.minAccuracy === undefined ? '' : +(scene.minAccuracy * 100).toFixed(4);
  f.isPrivate.checked = scene.isPrivate;
}

export function startScene(form) {
  const said = form.querySelector('.said');
  form.addEventListener('input', () => { isEdited = true; });
  form.addEventListener('submit', async (e) => {
    e.preventDefault();
    const f = form.elements;
    const optional = (text, scale) => (text === '' ? null : Number(text) * scale);
    said.className = 'said';
    try {
      await call('PUT', '/v1/scene', { name: f.name.value, attention: f.attention.value, latencyObjectiveMs: optional(f.latencyObjectiveMs.value, 1), minAccuracy: optional(f.minAccuracy.value, 0.01), isPrivate: f.isPrivate.checked });
      said.textContent = 'The scene is set.';
      isEdited = false;
    } catch (problem) { said.classList.add('bad'); said.textContent = problem.message; }
  });
}
