/**
 * Many modelled devices: what they are, drawn from their spread by seed, and how one of them is run. Pure; a cluster runs them
 * through {@link io.gearshift.simulator.fleet.FleetEngine}.
 */
@NullMarked
package io.gearshift.simulator.fleet;

import org.jspecify.annotations.NullMarked;
