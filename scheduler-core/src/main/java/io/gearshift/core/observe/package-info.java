/**
 * Stage 7 of 7. In: one whole turn of the loop. Out: metrics, logs, events.
 */
@NullMarked
package io.gearshift.core.observe;

import org.jspecify.annotations.NullMarked;
