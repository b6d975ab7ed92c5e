/**
 * The demonstration. In: a scripted day. Out: a timeline of shifts, each with its reason, and a report of what the day cost.
 */
@NullMarked
package io.gearshift.daemon.demo;

import org.jspecify.annotations.NullMarked;
