/**
 * Runs a policy and a modelled device against each other: what a gear does to the device changes what the policy sees next. In: a
 * recording for demand and surroundings, a device model, a driver. Out: figures, and the device's course.
 */
@NullMarked
package io.gearshift.simulator.closedloop;

import org.jspecify.annotations.NullMarked;
