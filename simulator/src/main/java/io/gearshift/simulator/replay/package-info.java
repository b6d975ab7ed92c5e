/**
 * Runs recordings again. In: a recorded trace and rules. Out: whether the same was decided, or what other rules would
 * have decided.
 */
@NullMarked
package io.gearshift.simulator.replay;

import org.jspecify.annotations.NullMarked;
