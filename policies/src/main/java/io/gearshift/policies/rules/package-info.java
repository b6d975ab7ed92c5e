/**
 * Stage 3 of 7: the Drools engine behind core's Policy port, and the fence around rules. In: PolicyInput and a compiled
 * pack. Out: PolicyOutcome.
 */
@NullMarked
package io.gearshift.policies.rules;

import org.jspecify.annotations.NullMarked;
