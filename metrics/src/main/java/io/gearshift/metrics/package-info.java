/**
 * Stage 7 of 7. In: turns of the loop, answers, swaps, readings. Out: meters for Prometheus and figures for the admin
 * interface.
 */
@NullMarked
package io.gearshift.metrics;

import org.jspecify.annotations.NullMarked;
