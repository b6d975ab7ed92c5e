package io.gearshift.simulator.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingReaderTest {

    private static final String MINE = """
            format: my logger
            device: my board
            separator: ";"
            time: {column: when, as: epochMillis}
            channels:
              - {column: soc, channel: 'temp{soc}', unit: mC}
              - {column: soc, channel: 'temp{kelvin}', unit: C, scale: 2}
              - {column: 3, channel: 'battery.charging{bat}', unit: flag, values: {Full: 1, 'No': 0}}
            """;

    @TempDir
    private Path dir;

    @Test
    void mapping_ofOnesOwnLog_isAllItNeeds() throws Exception {
        Path mapping = Files.writeString(dir.resolve("mine.yaml"), MINE);
        Path log = Files.writeString(dir.resolve("mine.csv"), "when;soc;charge\n1000;41500;full\n2000;42000;no\n");

        ImportedLog imported = new Importers().read(log, mapping);

        assertThat(imported.format()).isEqualTo("my logger");
        assertThat(imported.startedAt()).isEqualTo(Instant.ofEpochSecond(1));
        assertThat(imported.refused())
                .hasSize(2)
                .allMatch(refused -> refused.why().contains("temp{kelvin}"));
        assertThat(imported.channels()).extracting(Channel::most).containsExactly(42.0, 1.0);
    }

    @Test
    void mapping_withMistakes_namesAllWithPlaceAndNearestName() throws Exception {
        String wrong = MINE.replace("soc, channel: 'temp{soc}'", "soc, channel: 'tmp{soc}'")
                .replace("unit: C", "unit: mW")
                .replace("format:", "fromat:");

        assertThatThrownBy(() -> MappingReader.read("mine.yaml", wrong))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("mine.yaml:1:1: mapping: unknown key fromat")
                .hasMessageContaining("mine.yaml:6:28: channel: tmp{soc} is no channel")
                .hasMessageContaining("temp")
                .hasMessageContaining("mine.yaml:7:50: unit: mW is no unit of temp{kelvin} (expected: one of celsius)");
    }

    @Test
    void mapping_withoutTimeOrChannels_saysWhatIsMissing() {
        assertThatThrownBy(() -> MappingReader.read("mine.yaml", "format: x\n"))
                .hasMessageContaining("no time")
                .hasMessageContaining("no channels");
    }
}
