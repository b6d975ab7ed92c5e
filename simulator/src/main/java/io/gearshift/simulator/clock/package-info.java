/** Virtual time. In: what is due when. Out: the same, one after the other. */
@NullMarked
package io.gearshift.simulator.clock;

import org.jspecify.annotations.NullMarked;
