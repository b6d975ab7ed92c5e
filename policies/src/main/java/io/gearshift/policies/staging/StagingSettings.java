package io.gearshift.policies.staging;

import java.time.Duration;

/**
 * @param shadow how long a new bundle runs beside the old one; zero: not at all
 * @param watch how long it is watched once it is in force; zero: not at all
 * @param maxMissIncrease rise of misses per request at which it is taken back, 0..1
 * @param allowDowngrade take an older version, or another pack, than the one in force
 */
public record StagingSettings(Duration shadow, Duration watch, double maxMissIncrease, boolean allowDowngrade) {}
