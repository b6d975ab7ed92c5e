package io.gearshift.core.loop;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A manual override.
 *
 * @param until when it lapses; null keeps it until it is cleared
 */
public record Pin(String gear, @Nullable Instant until) {}
