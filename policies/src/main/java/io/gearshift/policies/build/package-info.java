/**
 * The rule compiler. Runs in a short child process, or when Gearshift itself is built; the daemon never loads these
 * classes (docs/decisions/0002). In: a pack's text. Out: a built pack.
 */
@NullMarked
package io.gearshift.policies.build;

import org.jspecify.annotations.NullMarked;
