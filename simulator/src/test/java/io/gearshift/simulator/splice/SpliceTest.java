package io.gearshift.simulator.splice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopSettings;
import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.Scene;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.trace.TraceManifest;
import io.gearshift.core.trace.TraceReader;
import io.gearshift.core.trace.TraceWriter;
import io.gearshift.simulator.closedloop.Scenario;
import io.gearshift.simulator.closedloop.Setting;
import io.gearshift.simulator.closedloop.TestingScenes;
import io.gearshift.simulator.importer.TraceFolder;
import io.gearshift.simulator.importer.TraceOrigin;
import io.gearshift.simulator.importer.TraceOrigin.ChannelOrigin;
import io.gearshift.simulator.importer.TraceOrigin.Kind;
import io.gearshift.simulator.replay.Gaps;
import io.gearshift.simulator.replay.Recording;
import io.gearshift.simulator.replay.Replay;
import io.gearshift.simulator.replay.TestingRecorder;
import io.gearshift.simulator.replay.TestingRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpliceTest {

    private static final TestingRules RULES = new TestingRules("x", 60);

    @TempDir
    private Path dir;

    private Path phone;
    private Path train;

    /** A phone that heats up and cools down, 60 s; a train's network of 10 s, with a value each second and none after the sixth. */
    @BeforeEach
    void record() throws IOException {
        phone = dir.resolve("phone");
        try (TestingRecorder recorder = new TestingRecorder(phone, RULES)) {
            recorder.seconds(20, 40).requests(10).seconds(20, 80).requests(7).seconds(20, 40);
        }
        train = dir.resolve("train");
        Files.createDirectories(train);
        Files.writeString(train.resolve("COPYING"), "  GNU GENERAL PUBLIC LICENSE\n  Version 3, 29 June 2007\n");
        Instant start = Instant.parse("2010-09-21T16:22:00Z");
        PolicyId none = new PolicyId("none", "0", "");
        TraceManifest manifest = new TraceManifest(1, "train", start, "imported", none, Objective.ACCURACY, List.of());
        try (TraceWriter writer = new TraceWriter(train, manifest, 1 << 20)) {
            writer.event(new LoopEvent.Started(
                    start, "imported", LoopSettings.defaults(), none, Scene.initial(), Map.of(), Map.of()));
            for (int second = 0; second < 10; second++) {
                Instant at = start.plusSeconds(second);
                if (second < 6) {
                    writer.event(new LoopEvent.Sensed(
                            at,
                            List.of(Reading.of(SensorId.parse("net.bandwidth_down"), 1e6 * (1 + second), at)),
                            false));
                }
                writer.event(new LoopEvent.Tick(at));
            }
        }
    }

    private static Material material(Path trace) throws IOException, SpliceException {
        return Material.of(new TraceReader(trace));
    }

    private static List<LoopEvent> events(Path trace) throws IOException {
        List<LoopEvent> all = new ArrayList<>();
        new TraceReader(trace).events(all::add);
        return all;
    }

    private Path cut(String from, String to) throws IOException, SpliceException {
        Path out = dir.resolve("cut-" + from + "-" + to);
        new Cut(Duration.parse(from), Duration.parse(to)).write(material(phone), out);
        return out;
    }

    private static TraceOrigin origin(Path trace) throws IOException {
        return TraceOrigin.read(trace).orElseThrow();
    }

    @Test
    void cut_fromTheBeginning_decidesTheSameByteForByte() throws Exception {
        Path out = cut("PT0S", "PT35S");

        assertThat(new TraceReader(out).decisions()).hasSizeGreaterThan(1);
        assertThat(new Replay(id -> Optional.of(RULES))
                        .run(new TraceReader(out))
                        .isIdentical())
                .isTrue();
        assertThat(origin(out).isSameLoop()).isTrue();
    }

    @Test
    void cut_fromTheMiddle_beginsWithWhatHoldsByThen_andReplays() throws Exception {
        Path out = cut("PT30S", "PT50S");
        List<LoopEvent> events = events(out);
        Instant begin = new TraceReader(phone).manifest().startedAt().plusSeconds(30);

        assertThat(events.get(0)).isInstanceOfSatisfying(LoopEvent.Started.class, started -> {
            assertThat(started.at()).isEqualTo(begin);
            assertThat(started.gears()).containsEntry("m", "small@cpu:1");
        });
        assertThat(events.get(1)).isInstanceOf(LoopEvent.CatalogChanged.class);
        assertThat(events).extracting(LoopEvent::at).isSorted();
        Scenario scenario =
                Scenario.of(TraceFolder.read(new TraceReader(out)), Setting.of(TestingScenes.device(null), 1));
        assertThat(scenario.intervals()).hasSize(20);
        assertThat(origin(out).isSameLoop()).isFalse();
        assertThat(origin(out).channels())
                .allSatisfy(one -> assertThat(one.kind()).isEqualTo(Kind.REAL));
    }

    @Test
    void gaps_survive() throws Exception {
        Path out = dir.resolve("out");
        Material whole = material(train);
        new Loop(whole.period().multipliedBy(20)).write(whole, out);
        Recording looped = TraceFolder.read(new TraceReader(out));

        assertThat(Gaps.of(Recording.of(new TraceReader(train))).count()).isZero();
        // 10 s of silence are allowed for: five seconds from the last value to the next round are none
        assertThat(Gaps.of(looped).count()).isZero();

        Path gapped = dir.resolve("gapped");
        try (TestingRecorder recorder = new TestingRecorder(gapped, RULES)) {
            recorder.seconds(5, 40).silence(100).seconds(30, 40);
        }
        Path part = dir.resolve("part");
        new Cut(Duration.ofSeconds(50), Duration.ofSeconds(130)).write(material(gapped), part);
        assertThat(Gaps.of(Recording.of(new TraceReader(part))).total())
                .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
        assertThatThrownBy(() -> new Cut(Duration.ofSeconds(20), Duration.ofSeconds(90))
                        .write(material(gapped), dir.resolve("silent")))
                .isInstanceOf(SpliceException.class)
                .hasMessageContaining("from 20s to 90s is a gap: no reading in it");
    }

    @Test
    void cut_ofABadRange_isTold() {
        assertThatThrownBy(() -> cut("PT30S", "PT30S"))
                .isInstanceOf(SpliceException.class)
                .hasMessage("--from 30s is not before --to 30s");
        assertThatThrownBy(() -> cut("PT30S", "PT2M"))
                .isInstanceOf(SpliceException.class)
                .hasMessageContaining("--to 2m is beyond its end at 1m");
        assertThatThrownBy(() -> cut("PT30S", "PT30.5S"))
                .isInstanceOf(SpliceException.class)
                .hasMessageContaining("less than two turns of the loop");
    }

    @Test
    void loop_runsAgainAndAgain_andBeginsOnce() throws Exception {
        Path out = dir.resolve("out");
        Loop.times(3, material(phone)).write(material(phone), out);
        List<LoopEvent> events = events(out);
        long turns =
                events(phone).stream().filter(LoopEvent.Tick.class::isInstance).count();

        assertThat(events).extracting(LoopEvent::at).isSorted();
        assertThat(events.stream().filter(LoopEvent.Started.class::isInstance)).hasSize(1);
        assertThat(events.stream().filter(LoopEvent.Tick.class::isInstance)).hasSize((int) (3 * turns));
        assertThat(new TraceReader(out).decisions())
                .hasSize(3 * new TraceReader(phone).decisions().size())
                .doesNotHaveDuplicates();
        assertThat(origin(out).channels()).allSatisfy(one -> {
            assertThat(one.kind()).isEqualTo(Kind.DERIVED);
            assertThat(one.note()).isEqualTo("again every 61s");
        });
        assertThat(TraceFolder.read(new TraceReader(out)).assumptions().get(0)).contains("looped for");
    }

    @Test
    void loop_thatIsNone_isTold() {
        assertThatThrownBy(() -> Loop.times(1, material(phone))).hasMessage("--times: 1 (expected: 2..31536000)");
        assertThatThrownBy(() -> new Loop(Duration.ofSeconds(10)).write(material(phone), dir.resolve("out")))
                .hasMessageContaining("no shorter than 10s");
    }

    @Test
    void overlay_isHeatOfOne_andNetworkOfTheOther_againAndAgain() throws Exception {
        Path out = dir.resolve("out");
        new Overlay(List.of("net.*"), false).write(material(phone), material(train), out);
        Instant start = new TraceReader(phone).manifest().startedAt();
        List<Reading> heat = new ArrayList<>();
        List<Reading> network = new ArrayList<>();
        for (LoopEvent event : events(out)) {
            if (event instanceof LoopEvent.Sensed sensed) {
                sensed.readings()
                        .forEach(one -> (one.sensor().toString().startsWith("net.") ? network : heat).add(one));
            }
        }

        assertThat(heat).hasSize(60);
        assertThat(network).hasSizeBetween(36, 37);
        assertThat(network.get(7).value()).isEqualTo(2e6);
        assertThat(network.get(7).at()).isEqualTo(start.plusSeconds(11));
        assertThat(origin(out).channels())
                .contains(
                        new ChannelOrigin("net.bandwidth_down", Kind.BORROWED, 1, "again every 10s"),
                        new ChannelOrigin("temp{z}", Kind.REAL, 0, ""),
                        new ChannelOrigin("request{m}", Kind.REAL, 0, ""));
        assertThat(origin(out).sources()).extracting(TraceOrigin.Source::sha256).doesNotHaveDuplicates();
        assertThat(origin(out).copyleft())
                .extracting(source -> source.licence().name())
                .containsExactly("GPL-3.0");
    }

    @Test
    void overlay_thatOverlaps_isTold_unlessItReplaces() throws Exception {
        Path out = dir.resolve("both");
        new Overlay(List.of("net.*"), false).write(material(phone), material(train), out);

        assertThatThrownBy(() ->
                        new Overlay(List.of("net.*"), false).write(material(out), material(train), dir.resolve("no")))
                .isInstanceOf(SpliceException.class)
                .hasMessageContaining("has net.bandwidth_down of its own");
        assertThatThrownBy(() -> new Overlay(List.of("net.rtt"), false)
                        .write(material(phone), material(train), dir.resolve("no")))
                .isInstanceOf(SpliceException.class)
                .hasMessageContaining("none of its channels is net.rtt");
        new Overlay(List.of("net.*"), true).write(material(out), material(train), dir.resolve("replaced"));
        assertThat(origin(dir.resolve("replaced")).channels())
                .isEqualTo(origin(out).channels());
        assertThat(dir.resolve("no")).doesNotExist();
    }
}
