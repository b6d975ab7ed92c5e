/**
 * Runs a policy with other numbers in its rules and other settings of the loop, and says which of them nothing else beats in
 * energy, misses and accuracy at once.
 */
@NullMarked
package io.gearshift.simulator.sweep;

import org.jspecify.annotations.NullMarked;
