/**
 * One class of meters per stage. In: what that stage reports. Out: Micrometer meters named as in DESIGN 5.6.
 */
@NullMarked
package io.gearshift.metrics.meters;

import org.jspecify.annotations.NullMarked;
