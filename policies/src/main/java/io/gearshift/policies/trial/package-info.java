/**
 * Stage 3 of 7: whether a pack keeps what its own tests promise, found out in a process of its own. In: a built pack and its
 * tests. Out: the number of tests passed, or every test that fails.
 */
@NullMarked
package io.gearshift.policies.trial;

import org.jspecify.annotations.NullMarked;
