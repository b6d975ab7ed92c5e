/**
 * A device made of files. In: what the script says. Out: a tree that reads like {@code /sys}.
 */
@NullMarked
package io.gearshift.daemon.demo.device;

import org.jspecify.annotations.NullMarked;
