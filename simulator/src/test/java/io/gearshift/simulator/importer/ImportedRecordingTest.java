package io.gearshift.simulator.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopSettings;
import io.gearshift.core.policy.Scene;
import io.gearshift.core.trace.TraceReader;
import io.gearshift.simulator.diff.PolicyDiff;
import io.gearshift.simulator.diff.TraceDiff;
import io.gearshift.simulator.replay.Recording;
import io.gearshift.simulator.replay.TestingRecorder;
import io.gearshift.simulator.replay.TestingRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportedRecordingTest {

    private static final Workload WORKLOAD = new Workload(
            "testing", List.of(TestingRecorder.MODEL), Map.of("m", 2.5), LoopSettings.defaults(), Scene.initial());

    @TempDir
    private Path dir;

    private Path warming(int seconds, int every) throws Exception {
        StringBuilder text = new StringBuilder();
        for (int s = 0; s <= seconds; s += every) {
            text.append(String.format(
                    Locale.ROOT,
                    "04-19-2026 01:%02d:%02d RAM 512/1024MB CPU [0%%@1728] tj@%.1fC%n",
                    s / 60,
                    s % 60,
                    40.0 + s));
        }
        return Files.writeString(dir.resolve("log"), text.toString());
    }

    private ImportedRecording recording(Path log) throws Exception {
        return new ImportedRecording(new Importers().read(log, null), WORKLOAD);
    }

    private static List<LoopEvent> events(Recording recording) throws Exception {
        List<LoopEvent> events = new ArrayList<>();
        recording.events(events::add);
        return events;
    }

    @Test
    void log_becomesATickASecond() throws Exception {
        List<LoopEvent> events = events(recording(warming(60, 1)));

        assertThat(events.get(0)).isInstanceOf(LoopEvent.Started.class);
        assertThat(events.get(1)).isInstanceOf(LoopEvent.CatalogChanged.class);
        assertThat(events).filteredOn(LoopEvent.Tick.class::isInstance).hasSize(61);
        assertThat(events).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
    }

    @Test
    void rateWithAFraction_comesOutExactly() throws Exception {
        long requests = events(recording(warming(60, 1))).stream()
                .filter(LoopEvent.Served.class::isInstance)
                .flatMap(event -> ((LoopEvent.Served) event).observations().stream())
                .mapToLong(seen -> seen.requests())
                .sum();

        assertThat(requests).isEqualTo((long) (60 * 2.5));
    }

    @Test
    void slowLog_keepsItsSensorsFresh() throws Exception {
        assertThat(recording(warming(300, 20)).settings().maxSensorAge()).isEqualTo(Duration.ofSeconds(60));
        assertThat(recording(warming(60, 1)).settings().maxSensorAge())
                .isEqualTo(LoopSettings.defaults().maxSensorAge());
    }

    /** The gear in force answers what a log demands, so that both sides are charged for all of it. */
    @Test
    void twoBounds_differWhereTheLogPassesBetweenThem() throws Exception {
        TraceDiff diff =
                PolicyDiff.run(recording(warming(60, 1)), new TestingRules("aa", 90), new TestingRules("bb", 80));

        assertThat(diff.intervals()).hasSize(1);
        assertThat(Duration.between(diff.startedAt(), diff.intervals().get(0).from()))
                .hasSeconds(41);
        assertThat(diff.intervals().get(0).length()).hasSeconds(10);
        assertThat(diff.a().requests()).isEqualTo(diff.b().requests()).isGreaterThan(145);
    }

    @Test
    void traceWritten_saysTheSameAsTheLog() throws Exception {
        ImportedRecording recording = recording(warming(60, 1));
        Path folder = dir.resolve("trace");

        TraceFolder.write(recording, folder);

        TraceReader trace = new TraceReader(folder);
        assertThat(events(Recording.of(trace))).isEqualTo(events(recording));
        assertThat(TraceInfo.of(trace).channels().get(0).values()).isEqualTo(61);
        assertThat(Files.readString(folder.resolve(TraceFolder.ORIGIN)))
                .contains("\"format\" : \"tegrastats\"")
                .contains("\"isRecorded\" : false")
                .contains(recording.log().sha256());
    }

    @Test
    void silenceOfOverAMonth_isTakenForAMistakenClock() throws Exception {
        Path log = Files.writeString(dir.resolve("log"), """
                Date,CPU Utilization,Total Power,CPU Power,GPU Power
                2023-10-20 18:32:59,0.1,18,18,0
                2032-10-20 18:32:59,0.1,18,18,0
                """);

        assertThatThrownBy(() -> recording(log))
                .hasMessageContaining("3288 days")
                .hasMessageContaining("a month");
    }

    /** Twice four days pass from one month's 28th to the next first: more than three times the usual day. */
    @Test
    void logOfMonths_hasLongerTicks_andAllItsRequestsButInGaps() throws Exception {
        StringBuilder text = new StringBuilder("value,runtime,starttime,VM_id\n");
        for (int day = 1; day <= 28; day++) {
            for (int month = 1; month <= 4; month++) {
                text.append(String.format(Locale.ROOT, "9000,30,2024-%02d-%02d 00:00:00,0%n", month, day));
            }
        }
        ImportedRecording recording = recording(Files.writeString(dir.resolve("log"), text.toString()));

        List<LoopEvent> events = events(recording);

        assertThat(events)
                .filteredOn(LoopEvent.Tick.class::isInstance)
                .hasSize(1 + 118 * 86_400 / 4)
                .isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
        assertThat(events.stream()
                        .filter(LoopEvent.Served.class::isInstance)
                        .mapToLong(event ->
                                ((LoopEvent.Served) event).observations().get(0).requests())
                        .sum())
                .isEqualTo((long) ((118 - 2 * 4) * 86_400 * 2.5));
        assertThat(recording.gaps().total()).isEqualTo(Duration.ofDays(2 * 4));
        assertThat(recording.assumptions()).contains("a tick every 4 s, as the log is 118 days long");
    }
}
