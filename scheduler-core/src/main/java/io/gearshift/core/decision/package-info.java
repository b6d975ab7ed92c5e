/**
 * Stage 4 of 7. In: Candidates and Verdicts. Out: Decision.
 */
@NullMarked
package io.gearshift.core.decision;

import org.jspecify.annotations.NullMarked;
