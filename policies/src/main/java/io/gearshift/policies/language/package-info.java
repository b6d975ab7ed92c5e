/**
 * Stage 3 of 7, before anything runs: the language of rules. In: an author's text. Out: its syntax tree and every mistake,
 * each at its place.
 */
@NullMarked
package io.gearshift.policies.language;

import org.jspecify.annotations.NullMarked;
