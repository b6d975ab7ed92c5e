/**
 * How a new bundle takes over from the old one: beside it first, then in its place and watched, and back when answers come
 * late. Pure: events in, effects out, time as an argument. In: what arrived, what was served. Out: what the daemon is to do.
 */
@NullMarked
package io.gearshift.policies.staging;

import org.jspecify.annotations.NullMarked;
