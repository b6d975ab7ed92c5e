/**
 * Stage 3 of 7, apart from the loop: what a decision is made from, as a document. In: YAML, JSON or a running loop's state.
 * Out: the same decision that the loop would make, as often as wanted and with single facts changed.
 */
@NullMarked
package io.gearshift.policies.situation;

import org.jspecify.annotations.NullMarked;
