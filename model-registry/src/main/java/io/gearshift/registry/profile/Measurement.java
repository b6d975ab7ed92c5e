package io.gearshift.registry.profile;

import io.gearshift.core.estimate.Profile;

/**
 * A measured profile and how it came about.
 *
 * @param coldLoadMs the first load, which also writes the prepacked weights when there were none
 * @param anonymousBytes the part of the memory that cannot be evicted; the rest is mapped from files
 * @param runs timed inferences
 * @param note what to know when reading the figures; empty when nothing
 */
public record Measurement(Profile profile, double coldLoadMs, double anonymousBytes, int runs, String note) {}
