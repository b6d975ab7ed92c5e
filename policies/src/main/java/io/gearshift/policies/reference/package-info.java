/**
 * Stage 3 of 7, for authors: all that a rule can name, as a reference. In: the code that rules run on. Out: a page, a
 * record for scripts.
 */
@NullMarked
package io.gearshift.policies.reference;

import org.jspecify.annotations.NullMarked;
