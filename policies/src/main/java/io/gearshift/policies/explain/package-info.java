/**
 * Why a policy decides as it does, and what would have to change. In: a Situation and a Policy with its text. Out: the rules
 * that fired and those that nearly did with the values they saw, and the smallest change that flips the decision.
 */
@NullMarked
package io.gearshift.policies.explain;

import org.jspecify.annotations.NullMarked;
