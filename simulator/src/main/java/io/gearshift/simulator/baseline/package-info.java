/**
 * What a policy is compared with. In: what the daemon's loop is told. Out: swaps, by rules that everyone knows, or by a plan made
 * with knowledge of the future.
 */
@NullMarked
package io.gearshift.simulator.baseline;

import org.jspecify.annotations.NullMarked;
