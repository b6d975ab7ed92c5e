/**
 * The daemon's settings. In: {@code gearshift.yaml} and command line options. Out: {@link io.gearshift.daemon.config.Config}, or every problem at once.
 */
@NullMarked
package io.gearshift.daemon.config;

import org.jspecify.annotations.NullMarked;
