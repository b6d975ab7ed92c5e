/**
 * Stages 1 to 7 as one pure function: state and event in, next state and effects out.
 */
@NullMarked
package io.gearshift.core.loop;

import org.jspecify.annotations.NullMarked;
