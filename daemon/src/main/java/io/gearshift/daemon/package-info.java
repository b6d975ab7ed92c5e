/**
 * The program's entry. In: command line arguments. Out: an exit code.
 */
@NullMarked
package io.gearshift.daemon;

import org.jspecify.annotations.NullMarked;
