/**
 * The last half minute, for people. In: latencies. Out: rate and percentiles.
 */
@NullMarked
package io.gearshift.metrics.recent;

import org.jspecify.annotations.NullMarked;
