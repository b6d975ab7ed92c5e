/**
 * What could have been done at best by someone who knows the future. In: a problem with stages, choices and states. Out: a plan,
 * what it costs, and how much less any plan could cost.
 */
@NullMarked
package io.gearshift.simulator.oracle;

import org.jspecify.annotations.NullMarked;
