/**
 * Words for people, used at every edge: what a mistyped name was meant to be.
 */
@NullMarked
package io.gearshift.core.text;

import org.jspecify.annotations.NullMarked;
