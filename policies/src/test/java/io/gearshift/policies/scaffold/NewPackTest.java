package io.gearshift.policies.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gearshift.core.policy.Policy;
import io.gearshift.policies.check.CheckReport;
import io.gearshift.policies.check.PackCheck;
import io.gearshift.policies.pack.PackStore;
import io.gearshift.policies.test.PackTests;
import io.gearshift.policies.test.TestReport;
import io.gearshift.policies.test.TextReport;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewPackTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({",", "default,"})
    void newPack_asWritten_passesCheckAndTest(String parent) throws Exception {
        Path pack = folder.resolve("mine");
        NewPack.write(pack, "mine", parent);
        CheckReport check = PackCheck.of(pack.toString(), null);
        assertThat(check.errors()).isZero();
        assertThat(check.warnings()).isZero();
        try (Policy policy = new PackStore(folder.resolve("state")).load(pack.toString())) {
            TestReport report = PackTests.run(policy, pack);
            assertThat(report.results()).as(TextReport.of(report)).hasSize(5);
            assertThat(report.isPassed()).as(TextReport.of(report)).isTrue();
        }
    }

    @Test
    void newPack_overAFileThatIsThere_writesNothing() throws Exception {
        Files.createDirectories(folder.resolve("tests"));
        Files.writeString(folder.resolve("tests/battery.yaml"), "mine");
        assertThatThrownBy(() -> NewPack.write(folder, "mine", null))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("battery.yaml");
        assertThat(folder.resolve("pack.yaml")).doesNotExist();
        assertThat(folder.resolve("tests/battery.yaml")).hasContent("mine");
    }
}
