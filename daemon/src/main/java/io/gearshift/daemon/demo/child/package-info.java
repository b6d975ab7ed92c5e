/**
 * Daemons as child processes. In: a configuration. Out: a running daemon and what it says over its admin interface.
 */
@NullMarked
package io.gearshift.daemon.demo.child;

import org.jspecify.annotations.NullMarked;
