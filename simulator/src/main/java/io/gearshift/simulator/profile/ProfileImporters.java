package io.gearshift.simulator.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All formats, and the way in. */
public final class ProfileImporters {

    private static final int REASONS = 3;

    private static final String HINT = "docs/profiles.md lists the formats";

    /** Those with the narrower signs first. */
    private final List<ProfileFormat> formats = List.of(
            new OwnFormat(),
            new LoadgenSummaryFormat(),
            new EnergyRunnerFormat(),
            new NcnnFormat(),
            new OpenCvBenchmarkFormat(),
            new AiHubPerfFormat(),
            new AiHubNumericsFormat(),
            new AiHubInfoFormat(),
            new VisionBenchmarkFormat(),
            new LlmServingFormat(),
            new SystemDescriptionFormat(),
            new OnnxHubManifestFormat(),
            new GpuPowerLimitFormat(),
            new MeltAccuracyFormat(),
            new MeltSizeFormat(),
            new LocalRemoteLlmFormat(),
            new EdgeAcceleratorsFormat(),
            new EfficientNetLiteFormat(),
            new PixelLadderFormat(),
            new OnnxZooTableFormat(),
            new AccuracyTableFormat());

    /**
     * Of a folder all files that some format takes, in the order of their names.
     *
     * @throws ProfileException when no format takes it, or nothing in it could be used
     */
    public ProfileSet read(Path path) throws IOException, ProfileException {
        if (!Files.isDirectory(path)) {
            return read(path.toString(), List.of(ProfileFile.of(path)));
        }
        List<ProfileFile> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(path)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                files.add(ProfileFile.of(file));
            }
        }
        return read(path.toString(), files);
    }

    ProfileSet read(String name, List<ProfileFile> files) throws ProfileException {
        ProfileSink sink = new ProfileSink();
        List<ProfileSet.Read> read = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (ProfileFile file : files) {
            Optional<ProfileFormat> format =
                    formats.stream().filter(one -> one.recognises(file)).findFirst();
            if (format.isPresent()) {
                sink.begin(file.name());
                format.get().read(file, sink);
                read.add(new ProfileSet.Read(file.name(), format.get().name(), sink.touched()));
            } else {
                skipped.add(file.name());
            }
        }
        ProfileSet set = sink.set(name, read, skipped);
        requireUse(set);
        return set;
    }

    private void requireUse(ProfileSet set) throws ProfileException {
        if (set.files().isEmpty()) {
            throw new ProfileException(
                    set.name() + ": no table that is known ("
                            + formats.stream().map(ProfileFormat::name).collect(Collectors.joining(", ")) + ")",
                    HINT);
        }
        if (set.rows().isEmpty() && set.descriptions().isEmpty()) {
            String reasons = set.refused().stream()
                    .limit(REASONS)
                    .map(one -> "\n  " + one.file() + ":" + one.line() + ": " + one.why())
                    .collect(Collectors.joining());
            throw new ProfileException(
                    set.name() + ": nothing in it could be used: "
                            + set.refused().size() + " parts refused" + reasons,
                    HINT);
        }
    }
}
