/**
 * Takes policy bundles from a server onto this device: fetched, verified, proven, shadowed, put in force, watched, and
 * taken back. In: a URL and trusted keys. Out: which policy is to be in force. I/O around {@code policies.staging}.
 */
@NullMarked
package io.gearshift.daemon.rollout;

import org.jspecify.annotations.NullMarked;
