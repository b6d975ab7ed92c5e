/**
 * Makes traces of traces. In: one or two traces. Out: a part of one, one again and again, or the channels of one over another, on disk
 * like any trace, with where each channel comes from beside it.
 */
@NullMarked
package io.gearshift.simulator.splice;

import org.jspecify.annotations.NullMarked;
