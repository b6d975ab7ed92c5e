/** Removes channels. In: a float graph, real inputs. Out: the graph without the channels that its answers need least. */
@NullMarked
package io.gearshift.registry.derive.prune;

import org.jspecify.annotations.NullMarked;
