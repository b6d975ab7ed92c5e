package io.gearshift.simulator.diff;

import java.util.List;

/**
 * What one rule said of one model at one moment.
 *
 * @param where file:line
 * @param what for example {@code forbids full@cpu:2, full@cpu:1}
 * @param reason the rule's own words
 * @param evidence the values it saw, e.g. {@code temperatureC = 81.3}; empty where the decision does not show them
 */
public record Said(String rule, String where, String what, String reason, List<String> evidence) {
    public Said {
        evidence = List.copyOf(evidence);
    }
}
