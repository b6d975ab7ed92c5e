/**
 * Stage 3 of 7, before anything runs: a pack's own tests. In: a policy and the YAML beside its rules. Out: what held, what
 * did not and why, for eyes, scripts and continuous integration.
 */
@NullMarked
package io.gearshift.policies.test;

import org.jspecify.annotations.NullMarked;
