package io.gearshift.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gearshift.simulator.fleet.FleetEngine;
import io.gearshift.simulator.fleet.FleetPlan;
import io.gearshift.simulator.fleet.FleetRow;
import io.gearshift.simulator.fleet.FleetSummary;
import io.gearshift.simulator.fleet.FleetWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.LocalInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkEngineTest {

    private static final int DEVICES = 40;

    @TempDir
    private Path dir;

    private static FleetEngine engine() {
        return ServiceLoader.load(FleetEngine.class).findFirst().orElseThrow();
    }

    private List<FleetRow> run(FleetPlan plan, String master, Path file) throws Exception {
        List<FleetRow> rows = new ArrayList<>();
        Set<Integer> steps = new HashSet<>();
        try (FleetEngine.RowFile out = engine().open(file, plan)) {
            engine().run(
                            plan,
                            master,
                            Map.of(),
                            row -> {
                                rows.add(row);
                                out.write(row);
                            },
                            (done, blocks) -> steps.add(done));
        }
        assertThat(steps).contains(3);
        return rows;
    }

    /** One thread, two threads, and no Spark at all: the same rows, and the same bytes. */
    @Test
    void parallelism_any_givesTheSameRows() throws Exception {
        FleetPlan plan = TestingFleet.plan(dir, DEVICES, 7, TestingFleet.sound());

        List<FleetRow> one = run(plan, "local[1]", dir.resolve("one.parquet"));
        List<FleetRow> two = run(plan, "local[2]", dir.resolve("two.parquet"));

        List<FleetRow> plain = new ArrayList<>();
        try (FleetWorker worker = new FleetWorker(plan)) {
            for (int device = 0; device < DEVICES; device++) {
                plain.addAll(worker.run(device));
            }
        }
        assertThat(one).hasSize(2 * DEVICES).isEqualTo(plain);
        assertThat(two).isEqualTo(plain);
        assertThat(dir.resolve("two.parquet")).hasSameBinaryContentAs(dir.resolve("one.parquet"));
        assertThat(one).extracting(FleetRow::trace).contains("busy", "calm");
        assertThat(one).extracting(row -> row.drawn().get("ambientC")).doesNotContainNull();
        FleetPlan other = TestingFleet.plan(dir.resolve("other"), DEVICES, 8, TestingFleet.sound());
        try (FleetWorker worker = new FleetWorker(other)) {
            assertThat(worker.run(0).get(0).drawn()).isNotEqualTo(plain.get(0).drawn());
        }
    }

    /** A battery of no capacity is no battery: such devices fail, each with its reason, and the others have their figures. */
    @Test
    void device_thatFails_isARowWithItsError_inAFileThatSparkReads() throws Exception {
        FleetPlan plan = TestingFleet.plan(dir, DEVICES, 7, TestingFleet.sometimesNothing());
        Path file = dir.resolve("rows.parquet");

        List<FleetRow> rows = run(plan, "local[2]", file);

        FleetSummary summary = new FleetSummary();
        rows.forEach(summary::add);
        long failed = rows.stream().filter(row -> row.error() != null).count();
        assertThat(failed).isBetween(2L, 2L * DEVICES - 2);
        assertThat(summary.failed()).isEqualTo((int) failed);
        assertThat(summary.devices("default") + summary.failed("default")).isEqualTo(DEVICES);
        assertThat(summary.errors().keySet()).allMatch(error -> error.contains("capacityAs: 0.0"));
        for (FleetRow row : rows) {
            assertThat(row.figures() == null).isEqualTo(row.drawn().get("battery.capacityAs") == 0);
        }
        try (SparkSession spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate()) {
            Dataset<Row> read = spark.read().parquet(file.toString());
            assertThat(read.count()).isEqualTo(2L * DEVICES);
            assertThat(read.filter("error is not null and energyJ is null").count())
                    .isEqualTo(failed);
            assertThat(read.filter("drawn['battery.capacityAs'] = 0").count()).isEqualTo(failed);
            double energyJ = read.agg(Map.of("energyJ", "sum")).first().getDouble(0);
            assertThat(energyJ)
                    .isCloseTo(
                            rows.stream()
                                    .filter(row -> row.figures() != null)
                                    .mapToDouble(row -> row.figures().energyJ())
                                    .sum(),
                            within(1e-6));
        }
    }

    @Test
    void file_notClosed_isNoParquet() throws Exception {
        FleetPlan plan = TestingFleet.plan(dir, 1, 7, TestingFleet.sound());
        Path file = dir.resolve("rows.parquet");
        FleetEngine.RowFile out = engine().open(file, plan);
        try (FleetWorker worker = new FleetWorker(plan)) {
            out.write(worker.run(0).get(0));
        }

        assertThat(Files.exists(file)).isTrue();
        assertThatThrownBy(() -> first(file))
                .isInstanceOf(RuntimeException.class)
                .hasMessageContaining("not a Parquet file");
        out.close();
        assertThat(first(file).getInteger("device", 0)).isZero();
    }

    private static Group first(Path file) throws IOException {
        try (ParquetReader<Group> reader =
                new ParquetReader.Builder<Group>(new LocalInputFile(file), new PlainParquetConfiguration()) {
                    @Override
                    protected org.apache.parquet.hadoop.api.ReadSupport<Group> getReadSupport() {
                        return new GroupReadSupport();
                    }
                }.build()) {
            return reader.read();
        }
    }

    @Test
    void master_unknown_isSaid() throws Exception {
        FleetPlan plan = TestingFleet.plan(dir, 1, 7, TestingFleet.sound());
        assertThatThrownBy(() -> engine().run(plan, "nowhere", Map.of(), row -> {}, (done, blocks) -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nowhere");
    }
}
