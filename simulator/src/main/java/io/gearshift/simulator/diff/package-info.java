/**
 * What a change of rules changes. In: recordings and two policies. Out: when they differ, why, and what it costs.
 */
@NullMarked
package io.gearshift.simulator.diff;

import org.jspecify.annotations.NullMarked;
