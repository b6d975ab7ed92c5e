/** Cuts a model in two. In: a model, what its values and operators cost. Out: cuts, heads and tails. */
@NullMarked
package io.gearshift.registry.derive.split;

import org.jspecify.annotations.NullMarked;
