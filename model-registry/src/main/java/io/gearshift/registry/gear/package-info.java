/**
 * Stages 5 and 6 of 7. In: SwapPlan, InferenceRequest. Out: SwapResult, InferenceResult: makes gears ready, puts one of
 * each model in force under live traffic and answers by it.
 */
@NullMarked
package io.gearshift.registry.gear;

import org.jspecify.annotations.NullMarked;
