/**
 * Stage 5 of 7. In: Decision. Out: SwapResult.
 */
@NullMarked
package io.gearshift.core.swap;

import org.jspecify.annotations.NullMarked;
