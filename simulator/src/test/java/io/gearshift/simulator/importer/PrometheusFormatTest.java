package io.gearshift.simulator.importer;

import static io.gearshift.simulator.importer.TestingLogs.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusFormatTest {

    private static final String NODE = """
            {"status":"success","data":{"resultType":"matrix","result":[
            {"metric":{"__name__":"node_thermal_zone_temp","instance":"pi:9100","zone":"0","type":"cpu-thermal"},"values":[[1700000000.5,"45.2"],[1700000015.5,"46"],[1700000030.5,"NaN"],[1700000045.5,"4520"]]},
            {"metric":{"__name__":"node_cpu_seconds_total","instance":"pi:9100","cpu":"0","mode":"idle"},"values":[[1700000000.5,"100"],[1700000010.5,"109"],[1700000020.5,"2"],[1700000030.5,"7"]]},
            {"metric":{"__name__":"node_cpu_seconds_total","instance":"pi:9100","cpu":"1","mode":"idle"},"values":[[1700000000.5,"100"],[1700000010.5,"103"]]},
            {"metric":{"__name__":"node_cpu_seconds_total","instance":"pi:9100","cpu":"1","mode":"user"},"values":[[1700000000.5,"100"]]},
            {"metric":{"__name__":"node_power_supply_info","instance":"pi:9100","power_supply":"BAT0","status":"Charging"},"values":[[1700000000.5,"1"]]},
            {"metric":{"__name__":"node_power_supply_info","instance":"pi:9100","power_supply":"BAT0","status":"Discharging"},"values":[[1700000015.5,"1"]]},
            {"metric":{"__name__":"node_power_supply_capacity","instance":"pi:9100","power_supply":"BAT0"},"values":[[1700000015.5,"81"]]},
            {"metric":{"__name__":"node_memory_MemAvailable_bytes","instance":"pi:9100"},"values":[[1700000015.5,"1024"]]},
            {"metric":{"__name__":"node_load1","instance":"pi:9100"},"values":[[1700000015.5,"1024"]]}]}}
            """;

    private static final String MINE = """
            device: my board
            series:
              - {where: {job: soc}, channel: temp, instance: sensor, unit: mC}
              - {name: "my:load", channel: 'cpu.load{total}', unit: percent}
            """;

    @TempDir
    private Path dir;

    private ImportedLog read(String text, @Nullable Path mapping) throws Exception {
        return new Importers().read(Files.writeString(dir.resolve("log"), text), mapping);
    }

    @Test
    void nodeExporter_isKnownByItsNames() throws Exception {
        ImportedLog log = read(NODE, null);

        assertThat(log.format()).isEqualTo("Prometheus query_range (JSON)");
        assertThat(log.startedAt()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_500L));
        assertThat(values(log, "temp{0}")).containsExactly(45.2, 46.0);
        assertThat(values(log, "cpu.load{0}"))
                .satisfiesExactly(
                        load -> assertThat(load).isCloseTo(0.1, within()),
                        load -> assertThat(load).isCloseTo(0.5, within()));
        assertThat(values(log, "cpu.load{total}").get(0)).isCloseTo(0.4, within());
        assertThat(values(log, "battery.charging{BAT0}")).containsExactly(1.0, 0.0);
        assertThat(values(log, "battery.charge{BAT0}")).containsExactly(0.81);
        assertThat(values(log, "mem.available")).containsExactly(1024.0);
        assertThat(log.notes()).anyMatch(note -> note.contains("left out: node_cpu_seconds_total, node_load1;"));
        assertThat(log.refused()).extracting(Refused::line).contains(2L, 3L);
        assertThat(log.refused()).extracting(Refused::why).anyMatch(why -> why.contains("the counter went back"));
    }

    @Test
    void otherSeries_areKnownByAMapping() throws Exception {
        Path mapping = Files.writeString(dir.resolve("mine.yaml"), MINE);

        ImportedLog log = read("""
                {"data":{"resultType":"matrix","result":[
                {"metric":{"job":"soc","sensor":"big"},"values":[[1700000000,"45200"],[1700000001000,"45200"],["x","y"]]},
                {"metric":{"job":"soc","sensor":"big","core":"1"},"values":[[1700000000,"45200"]]},
                {"metric":{"__name__":"my:load"},"values":[[1700000000,"50"]]}""", mapping);

        assertThat(log.device()).isEqualTo("my board");
        assertThat(values(log, "temp{big}")).containsExactly(45.2);
        assertThat(values(log, "cpu.load{total}")).containsExactly(0.5);
        assertThat(log.refused()).extracting(Refused::why).anyMatch(why -> why.contains("and not milliseconds"));
        assertThat(log.refused()).extracting(Refused::why).anyMatch(why -> why.contains("a second series of it"));
        assertThat(log.refused()).extracting(Refused::why).anyMatch(why -> why.contains("the file"));
    }

    @Test
    void seriesOfTwoDevices_areNoTrace() {
        assertThatThrownBy(() -> read(NODE.replaceFirst("pi:9100", "nas:9100"), null))
                .hasMessageContaining("series of 2 devices (nas:9100, pi:9100;");
    }

    @Test
    void mapping_withMistakes_namesThem() throws Exception {
        Path mapping = Files.writeString(
                dir.resolve("mine.yaml"),
                "series:\n  - {name: a, channel: tmp, unit: C}\n  - {name: b, chanel: temp}\n");

        assertThatThrownBy(() -> read(NODE, mapping))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("mine.yaml:2:24: channel: tmp is no channel")
                .hasMessageContaining("unknown key chanel");
    }

    private static Offset<Double> within() {
        return Offset.offset(1e-9);
    }
}
