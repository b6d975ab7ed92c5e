/**
 * Stage 2 of 7. In: Profile and what serving observed. Out: Estimate.
 */
@NullMarked
package io.gearshift.core.estimate;

import org.jspecify.annotations.NullMarked;
