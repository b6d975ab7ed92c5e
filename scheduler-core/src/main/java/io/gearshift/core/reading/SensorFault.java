package io.gearshift.core.reading;

/**
 * A source that exists but gave something unusable.
 *
 * @param source the file or other origin, as a person would look it up
 * @param problem what was found there and what was expected
 */
public record SensorFault(String source, String problem) {}
