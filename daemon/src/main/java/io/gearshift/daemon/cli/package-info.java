/**
 * The command line. In: arguments, a running daemon's admin interface, this machine. Out: text or JSON, and an exit code (0 good, 1 the answer is no, 2 wrong use).
 */
@NullMarked
package io.gearshift.daemon.cli;

import org.jspecify.annotations.NullMarked;
