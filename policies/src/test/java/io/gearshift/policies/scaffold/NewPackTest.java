package io.gearshift.policies.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gearshift.core.policy.Policy;
import io.gearshift.policies.build.PackCompiler;
import io.gearshift.policies.check.CheckReport;
import io.gearshift.policies.check.PackCheck;
import io.gearshift.policies.pack.BuiltIn;
import io.gearshift.policies.pack.PackSource;
import io.gearshift.policies.pack.PackStore;
import io.gearshift.policies.rules.Unhurried;
import io.gearshift.policies.test.PackTests;
import io.gearshift.policies.test.TestReport;
import io.gearshift.policies.test.TextReport;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NewPackTest {

    @TempDir
    Path folder;

    static List<String> parents() {
        return Stream.concat(Stream.of(""), BuiltIn.NAMES.stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("parents")
    void newPack_asWritten_passesCheckAndItsOwnAndInheritedTests(String parent) throws Exception {
        Path pack = folder.resolve("mine");
        NewPack.write(pack, "mine", parent.isEmpty() ? null : parent);
        CheckReport check = PackCheck.of(pack.toString(), null);
        assertThat(check.errors()).isZero();
        assertThat(check.warnings()).isZero();
        PackSource source = PackSource.of(pack.toString());
        System.setProperty("drools.externaliseCanonicalModelLambda", "true");
        try (Policy policy = Unhurried.of(PackCompiler.compile(source));
                Policy above = parent.isEmpty() ? null : new PackStore(folder).load(parent)) {
            TestReport own = PackTests.run(policy, pack);
            assertThat(own.results()).as(TextReport.of(own)).hasSize(parent.isEmpty() ? 5 : 3);
            assertThat(own.isPassed()).as(TextReport.of(own)).isTrue();
            TestReport all = PackTests.run(policy, PackTests.texts(source, true), above, name -> true);
            assertThat(all.isPassed()).as(TextReport.of(all)).isTrue();
            assertThat(all.results()).hasSizeGreaterThan(parent.isEmpty() ? 4 : 60);
        }
    }

    @Test
    void newPack_overAFileThatIsThere_writesNothing() throws Exception {
        Files.createDirectories(folder.resolve("tests"));
        Files.writeString(folder.resolve("tests/battery.yaml"), "mine");
        assertThatThrownBy(() -> NewPack.write(folder, "mine", null))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("tests");
        assertThat(folder.resolve("pack.yaml")).doesNotExist();
        assertThat(folder.resolve("tests/battery.yaml")).hasContent("mine");
    }
}
