package io.gearshift.simulator.importer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gearshift.core.text.Digest;
import io.gearshift.core.trace.TraceJson;
import io.gearshift.core.trace.TraceManifest;
import io.gearshift.core.trace.TraceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a trace that was made of others comes from; a file beside its manifest.
 *
 * @param operation for people, such as {@code cut from 10m to 30m}
 * @param isSameLoop the loop begins where the recorded one did and sees the same, so that it decides the same again
 * @param sources the traces it was made of, down to the first log or recording
 * @param channels in order of their names
 * @param assumed what the sources do not tell and was taken to be so
 */
public record TraceOrigin(
        String operation,
        boolean isSameLoop,
        List<Source> sources,
        List<ChannelOrigin> channels,
        List<String> assumed) {

    public static final String FILE = "origin.json";

    /**
     * A log or a recording.
     *
     * @param file the log, or the folder of the recording
     * @param sha256 of the log, or of the recording's events
     * @param licence null when its folder says nothing
     */
    public record Source(
            String file,
            String device,
            String format,
            String sha256,
            @Nullable Licence licence) {}

    /** What became of a channel's values. */
    public enum Kind {
        /** As recorded. */
        REAL,
        /** Recorded values at other times. */
        DERIVED,
        /** Of another device's recording. */
        BORROWED,
        /** Not recorded, but taken to be so: requests of a log that tells none. */
        ASSUMED
    }

    /**
     * @param channel such as {@code net.rtt} or {@code request{model}}
     * @param source place in {@code sources}, from 0
     * @param note what was done; empty when nothing
     */
    public record ChannelOrigin(String channel, Kind kind, int source, String note) {}

    public TraceOrigin {
        sources = List.copyOf(sources);
        channels = List.copyOf(channels);
        assumed = List.copyOf(assumed);
    }

    /** Of these sources, whose terms what is made of them must keep. */
    public List<Source> copyleft() {
        return sources.stream()
                .filter(source -> source.licence() != null && source.licence().isCopyleft())
                .toList();
    }

    /** What stands beside the manifest; empty for a recording and for an imported log. */
    public static Optional<TraceOrigin> read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(TraceJson.mapper().readValue(file.toFile(), TraceOrigin.class));
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": " + e.getOriginalMessage(), e);
        }
    }

    /** The same of any trace: a recording is its own source, an imported trace's is its log. */
    public static TraceOrigin of(TraceReader trace, TraceInfo info) throws IOException {
        Optional<TraceOrigin> made = read(trace.folder());
        if (made.isPresent()) {
            return made.get();
        }
        Path imported = trace.folder().resolve(TraceFolder.ORIGIN);
        JsonNode origin = Files.exists(imported) ? TraceJson.mapper().readTree(imported.toFile()) : null;
        List<String> assumed = new ArrayList<>();
        if (origin != null) {
            origin.path(TraceFolder.ASSUMED).forEach(text -> assumed.add(text.asText()));
        }
        boolean isRecorded = origin == null || origin.at("/workload/isRecorded").asBoolean(true);
        return new TraceOrigin(
                "",
                true,
                List.of(source(trace, info, origin)),
                channels(info, isRecorded ? Kind.REAL : Kind.ASSUMED),
                assumed);
    }

    private static Source source(TraceReader trace, TraceInfo info, @Nullable JsonNode origin) throws IOException {
        if (origin == null) {
            return new Source(
                    trace.folder().toString(),
                    info.manifest().device(),
                    "recording",
                    Digest.of(Files.readAllBytes(trace.folder().resolve(TraceManifest.EVENTS))),
                    Licence.beside(trace.folder().resolve(TraceManifest.FILE)));
        }
        JsonNode licence = origin.path("licence");
        return new Source(
                origin.path("file").asText(),
                info.manifest().device(),
                origin.path("format").asText(),
                origin.path("sha256").asText(),
                licence.isObject() ? TraceJson.mapper().treeToValue(licence, Licence.class) : null);
    }

    /** One for each channel and for the requests of each model. */
    private static List<ChannelOrigin> channels(TraceInfo info, Kind ofRequests) {
        List<ChannelOrigin> all = new ArrayList<>();
        info.channels()
                .forEach(channel -> all.add(new ChannelOrigin(channel.sensor().toString(), Kind.REAL, 0, "")));
        info.requests()
                .keySet()
                .forEach(model -> all.add(new ChannelOrigin("request{" + model + "}", ofRequests, 0, "")));
        return all;
    }
}
