/**
 * Stage 3 of 7. In: DeviceState, Scene, Candidates. Out: Verdicts.
 */
@NullMarked
package io.gearshift.core.policy;

import org.jspecify.annotations.NullMarked;
