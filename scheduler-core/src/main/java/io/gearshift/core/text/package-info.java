/**
 * Words and numbers of people, used at every edge: what a mistyped name was meant to be, durations, sizes, digests.
 */
@NullMarked
package io.gearshift.core.text;

import org.jspecify.annotations.NullMarked;
