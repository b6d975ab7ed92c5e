/**
 * The imperative shell: owns time, threads and files around the pure loop, and wires the stages together.
 */
@NullMarked
package io.gearshift.daemon.shell;

import org.jspecify.annotations.NullMarked;
