/**
 * The trace format: written by the daemon, read by the simulator.
 */
@NullMarked
package io.gearshift.core.trace;

import org.jspecify.annotations.NullMarked;
