/**
 * Finds the parameters of the device model in recorded series. In: times, inputs and the output that they are to explain. Out:
 * parameters, and how far off they are on the part of the series that was not used to find them.
 */
@NullMarked
package io.gearshift.simulator.fit;

import org.jspecify.annotations.NullMarked;
