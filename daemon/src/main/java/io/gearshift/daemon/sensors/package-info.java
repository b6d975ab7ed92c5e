/**
 * Stage 1 of 7, the I/O half. In: files of sysfs and procfs, or of a folder that looks like them. Out: Reading.
 */
@NullMarked
package io.gearshift.daemon.sensors;

import org.jspecify.annotations.NullMarked;
