/** The daemon as a process of its own. In: signals, requests, files. Out: answers, logs, exit codes, what a restart finds. */
@NullMarked
package io.gearshift.daemon.process;

import org.jspecify.annotations.NullMarked;
