/**
 * Which rules and conditions of a pack its tests have reached. In: a policy, its text, its tests. Out: a report for the
 * terminal, for scripts and as a page.
 */
@NullMarked
package io.gearshift.policies.coverage;

import org.jspecify.annotations.NullMarked;
