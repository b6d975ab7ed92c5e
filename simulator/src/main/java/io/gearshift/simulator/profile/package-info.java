/**
 * Reads what others measured on their devices: tables of latency, energy, memory and accuracy of models. In: such a table as it was
 * published. Out: rows (model, variant, device, runtime, backend, precision) with the figures it tells, each with its file and
 * line, what was refused and why, and gears for a replay. A figure that was not measured is absent and never made up.
 *
 * <p>A format is one class, a {@link io.gearshift.simulator.profile.ProfileFormat} listed in {@code ProfileImporters}.
 */
@NullMarked
package io.gearshift.simulator.profile;

import org.jspecify.annotations.NullMarked;
