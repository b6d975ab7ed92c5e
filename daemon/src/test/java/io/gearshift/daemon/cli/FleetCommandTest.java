package io.gearshift.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gearshift.policies.pack.PackStore;
import io.gearshift.simulator.fleet.FleetPlan;
import io.gearshift.simulator.fleet.FleetSummary;
import io.gearshift.simulator.fleet.FleetWorker;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a fleet file becomes; Spark itself is tested in the module that has it. */
class FleetCommandTest {

    private static final String FLEET = """
            name: boards
            policies: [default, thresholds]
            groups:
              - name: warm
                devices: 3
                device: board.yaml
                traces: [traces/one]
                spread:
                  ambientC: {normal: [30, 5], within: [20, 40]}
                  governor.tripC: {choice: [70, 80]}
            """;

    @TempDir
    private Path dir;

    @BeforeEach
    void write() throws Exception {
        TestingRecordings.write(dir.resolve("traces/one"), dir);
        Files.writeString(dir.resolve("board.yaml"), ReplayCommandTest.DEVICE);
    }

    private Path fleet(String text) throws Exception {
        return Files.writeString(dir.resolve("fleet.yaml"), text);
    }

    private String refusal(String from, String to) throws Exception {
        assertThat(FLEET).contains(from);
        try {
            FleetAssembly.of(fleet(FLEET.replace(from, to)), 1, new ImportOptions(), new PackStore(dir));
            throw new AssertionError("not refused");
        } catch (CliException e) {
            return e.getMessage() + "\n" + e.hint();
        }
    }

    @Test
    void fleet_read_holdsAllThatAWorkerNeeds() throws Exception {
        FleetPlan plan = FleetAssembly.of(fleet(FLEET), 7, new ImportOptions(), new PackStore(dir));
        Files.delete(dir.resolve("board.yaml"));
        FleetSummary summary = new FleetSummary();
        try (FleetWorker worker = new FleetWorker(plan)) {
            for (int device = 0; device < plan.devices(); device++) {
                worker.run(device).forEach(summary::add);
            }
        }

        assertThat(summary.policies()).containsExactly("default", "thresholds");
        assertThat(summary.failed()).as(summary.errors().toString()).isZero();
        JsonNode json = new ObjectMapper().readTree(summary.json(plan).toString());
        assertThat(json.at("/policies/0/devices").asInt()).isEqualTo(3);
        assertThat(json.at("/comparisons")).hasSize(3);
        assertThat(FleetView.render(plan, summary, dir))
                .contains("boards: 3 devices, seed 7", "\n  default  ", "default against", "less energy, %");
    }

    @Test
    void fleet_wrong_isToldWithItsPlace() throws Exception {
        assertThat(refusal("devices: 3", "device_count: 3"))
                .contains("fleet.yaml:5", "unknown key", "devices is missing");
        assertThat(refusal("normal: [30, 5]", "normal: [30]")).contains("fleet.yaml:9", "1 numbers (expected: two)");
        assertThat(refusal("within: [20, 40]", "within: [40, 20]")).contains("expected: lowest and highest");
        assertThat(refusal("ambientC: ", "ambient: ")).contains("ambient: no number of that name", "ambientC");
        assertThat(refusal("choice: [70, 80]", "chioce: [70, 80]")).contains("did you mean choice?");
        assertThat(refusal("[default,", "[defualt,")).contains("no policy pack at", "did you mean default?");
        assertThat(refusal("thresholds]", "default]")).contains("is there already");
        assertThat(refusal("[traces/one]", "[traces/none]")).contains("traces/none");
    }

    @Test
    void command_withoutSpark_saysHowToStartIt() throws Exception {
        CommandRun run = CommandRun.of(
                "fleet", fleet(FLEET).toString(), "--out", dir.resolve("out").toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Spark is not on the class path");
    }

    @Test
    void results_areWholeOrAbsent() throws Exception {
        Path out = dir.resolve("out");
        FleetResults results = FleetResults.in(out);
        results.begin();
        Files.writeString(results.rows(), "half");
        assertThat(out).doesNotExist();

        FleetResults again = FleetResults.in(out);
        again.begin();
        assertThat(again.rows()).doesNotExist();
        Files.writeString(again.rows(), "whole");
        again.finish("{}");

        assertThat(out.resolve("rows.parquet")).hasContent("whole");
        assertThat(dir.resolve("out.partial")).doesNotExist();
    }
}
