/**
 * The modelled device. In: what runs on it and what surrounds it. Out: its temperatures, charge, power and speed. Every class
 * is one published model with its source; all are pure, and exact for inputs that are constant over a step, however long the
 * step is. {@code docs/device-model.md} has the formulas on one page.
 */
@NullMarked
package io.gearshift.simulator.plant;

import org.jspecify.annotations.NullMarked;
