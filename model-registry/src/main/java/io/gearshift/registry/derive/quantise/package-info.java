/** Turns float operators into 8-bit ones. In: a simplified graph, ranges. Out: a graph with quantised weights and activations. */
@NullMarked
package io.gearshift.registry.derive.quantise;

import org.jspecify.annotations.NullMarked;
