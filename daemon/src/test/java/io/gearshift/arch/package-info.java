/** Rules on the code itself: which way imports point, what is fenced in, what the core must not touch. */
@NullMarked
package io.gearshift.arch;

import org.jspecify.annotations.NullMarked;
