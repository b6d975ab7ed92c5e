package io.gearshift.registry.manifest;

import io.gearshift.core.policy.Precision;
import java.nio.file.Path;

/**
 * A variant in two files: this device runs the head and sends what the tail needs; another machine runs the tail. Both
 * together answer as the whole does.
 *
 * @param accuracy 0..1 on the manifest's metric
 * @param head absolute, inside the model's folder
 * @param headSha256 64 lower-case hex digits
 * @param tail the file to serve on the other machine; here it is a copy
 * @param wireBytes that one sample sends, without headers; 0 when not stated
 * @param endpoint name of the configured endpoint that serves the tail; empty when none does yet
 * @param remoteModel the tail's name there; empty without endpoint
 * @param derivedFrom the variant it was made from; empty when it was not
 * @param how it was made; empty when not stated
 */
public record SplitVariant(
        String name,
        Precision precision,
        double accuracy,
        Path head,
        String headSha256,
        Path tail,
        String tailSha256,
        long wireBytes,
        String endpoint,
        String remoteModel,
        String derivedFrom,
        String how) {}
