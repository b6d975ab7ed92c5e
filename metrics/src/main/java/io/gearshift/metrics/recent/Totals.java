package io.gearshift.metrics.recent;

/**
 * Of all models since the process began.
 *
 * @param answers given
 * @param misses of them, later than the latency objective in force
 * @param policyFaults turns of the loop in which the policy failed
 */
public record Totals(long answers, long misses, long policyFaults) {}
