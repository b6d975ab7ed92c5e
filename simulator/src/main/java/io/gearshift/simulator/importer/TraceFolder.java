package io.gearshift.simulator.importer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.core.decision.Decision;
import io.gearshift.core.policy.Objective;
import io.gearshift.core.trace.TraceJson;
import io.gearshift.core.trace.TraceManifest;
import io.gearshift.core.trace.TraceReader;
import io.gearshift.core.trace.TraceWriter;
import io.gearshift.simulator.replay.Gaps;
import io.gearshift.simulator.replay.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes an imported log as a trace: the daemon's own layout, and beside it where everything comes from. */
public final class TraceFolder {

    /** What was imported, assumed and refused. */
    public static final String ORIGIN = "import.json";

    static final String ASSUMED = "assumed";

    private TraceFolder() {}

    /** A recording of the daemon, or what {@link #write} wrote. */
    public static Recording read(TraceReader trace) throws IOException {
        Recording recording = Recording.of(trace);
        List<String> assumed = assumed(trace.folder());
        return new Recording() {
            @Override
            public String name() {
                return recording.name();
            }

            @Override
            public <X extends Exception> void events(TraceReader.EventUse<X> use) throws X, IOException {
                recording.events(use);
            }

            @Override
            public List<Decision> decisions() throws IOException {
                return recording.decisions();
            }

            @Override
            public List<String> assumptions() {
                return List.copyOf(assumed);
            }
        };
    }

    private static List<String> assumed(Path folder) throws IOException {
        List<String> assumed = new ArrayList<>();
        Path origin = folder.resolve(ORIGIN);
        if (Files.exists(origin)) {
            TraceJson.mapper().readTree(origin.toFile()).path(ASSUMED).forEach(text -> assumed.add(text.asText()));
        }
        TraceOrigin.read(folder).ifPresent(made -> {
            assumed.add("the trace was made of others: " + made.operation());
            assumed.addAll(made.assumed());
        });
        return assumed;
    }

    /** @param folder new or empty */
    public static void write(ImportedRecording recording, Path folder) throws IOException {
        TraceManifest manifest = new TraceManifest(
                1,
                recording.log().device(),
                recording.log().startedAt(),
                "imported",
                ImportedRecording.NO_POLICY,
                Objective.ACCURACY,
                List.of());
        try (TraceWriter writer = new TraceWriter(folder, manifest, Long.MAX_VALUE)) {
            recording.events(writer::event);
        }
        Files.writeString(folder.resolve(ORIGIN), origin(recording).toPrettyString() + System.lineSeparator());
    }

    /** The same as a document. */
    public static ObjectNode origin(ImportedRecording recording) throws IOException {
        ImportedLog log = recording.log();
        Gaps gaps = recording.gaps();
        ObjectNode json = TraceJson.mapper().createObjectNode();
        json.put("file", log.file())
                .put("sha256", log.sha256())
                .put("format", log.format())
                .put("device", log.device())
                .put("startedAt", log.startedAt().toString())
                .put("endedAt", log.endedAt().toString())
                .put("readings", log.readings().size())
                .put("gaps", gaps.count())
                .put("leftOutS", gaps.total().toMillis() / 1000.0);
        json.set("licence", TraceJson.mapper().valueToTree(Licence.beside(Path.of(log.file()))));
        ArrayNode channels = json.putArray("channels");
        log.channels().forEach(channel -> channels.add(channel(channel)));
        ArrayNode assumed = json.putArray(ASSUMED);
        recording.assumptions().forEach(assumed::add);
        json.put("refused", log.refusedCount());
        json.set("firstRefused", TraceJson.mapper().valueToTree(log.refused()));
        ObjectNode workload = json.putObject("workload")
                .put("isRecorded", !log.requests().isEmpty())
                .put("models", recording.workload().source());
        if (log.requests().isEmpty()) {
            workload.set(
                    "requestsPerS",
                    TraceJson.mapper().valueToTree(recording.workload().requestsPerS()));
        } else {
            workload.put("requests", log.requests().size());
        }
        return json;
    }

    private static ObjectNode channel(Channel channel) {
        ObjectNode json = TraceJson.mapper().valueToTree(channel);
        return json.put("unit", channel.sensor().signal().unit().name());
    }
}
