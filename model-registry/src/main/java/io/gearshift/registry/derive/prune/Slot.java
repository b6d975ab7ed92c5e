package io.gearshift.registry.derive.prune;

/**
 * A dimension along which channels lie.
 *
 * @param tensor name of a value or a constant
 * @param axis from 0
 */
record Slot(String tensor, int axis) {}
