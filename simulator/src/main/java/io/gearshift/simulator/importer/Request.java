package io.gearshift.simulator.importer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request that a log tells of.
 *
 * @param at when it came
 * @param latencyMs what the log's device took for the answer; null when it does not say
 */
public record Request(Instant at, @Nullable Double latencyMs) {}
