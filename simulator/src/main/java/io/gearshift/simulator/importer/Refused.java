package io.gearshift.simulator.importer;

/**
 * A part of a log that was left out.
 *
 * @param line 1-based
 */
public record Refused(long line, String why) {}
