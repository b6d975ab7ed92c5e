package io.gearshift.daemon.shell;

import io.gearshift.core.policy.Policy;

/**
 * A policy that may come in force.
 *
 * @param tests cases of its own that it passed; 0 when it has none
 */
record Proven(Policy policy, int tests) {}
