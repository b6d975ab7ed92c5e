package io.gearshift.policies.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gearshift.core.policy.Policy;
import io.gearshift.policies.bundle.Bundle;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackStore;
import io.gearshift.policies.pack.TestingPacks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pack's own tests in a process of their own. */
class TrialTest {

    private static final String RULES = """
            rule "Hot: only int8"
            when
              Device( temperatureC > 80 )
              $c : Candidate( precision != INT8 )
            then
              policy.forbid($c, "hot");
            end
            """;

    private static final String PASSING = """
            tests:
              - name: hot takes int8
                given: {device: {temperatureC: 81}}
                expect: {gear: int8}
            """;

    @TempDir
    private static Path shared;

    private static Path pack;
    private static String hash;

    @BeforeAll
    static void build() throws Exception {
        pack = TestingPacks.write(Files.createDirectories(shared.resolve("pack")), RULES);
        Files.createDirectories(pack.resolve("tests"));
        try (Policy policy = new PackStore(shared).load(pack.toString())) {
            hash = policy.id().hash();
        }
    }

    private static Path tests(String text) throws Exception {
        return Files.writeString(pack.resolve("tests/heat.yaml"), text);
    }

    private static List<Path> verdicts() throws Exception {
        try (Stream<Path> files = Files.list(shared.resolve("packs"))) {
            return files.filter(file -> file.toString().endsWith(".tests.json")).toList();
        }
    }

    @Test
    void verdict_inPieces_isTriedAgain() throws Exception {
        tests(PASSING);
        assertThat(new Trial(shared).run(pack, hash)).isEqualTo(1);
        for (Path verdict : verdicts()) {
            Files.writeString(verdict, "{\"hash\": \"");
        }
        assertThat(new Trial(shared).run(pack, hash)).isEqualTo(1);
        for (Path verdict : verdicts()) {
            Files.write(verdict, new byte[0]);
        }
        assertThat(new Trial(shared).run(pack, hash)).isEqualTo(1);
    }

    @Test
    void editorsLock_besideTheTests_isNoTest() throws Exception {
        tests(PASSING);
        Path lock = pack.resolve("tests/.#heat.yaml");
        Files.createSymbolicLink(lock, Path.of("user@host.1234:1"));
        try {
            assertThat(new Trial(shared).run(pack, hash)).isEqualTo(1);
        } finally {
            Files.delete(lock);
        }
    }

    @Test
    void test_thatFails_isSaidAtItsPlaceAndNotTriedTwice() throws Exception {
        tests(PASSING.replace("gear: int8", "gear: full"));
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(PackException.class)
                    .isThrownBy(() -> new Trial(shared).run(pack, hash))
                    .satisfies(e -> assertThat(e.problems())
                            .singleElement()
                            .satisfies(problem -> assertThat(problem.toString()).contains("tests/heat.yaml:2")));
        }
    }

    @Test
    void text_halfSavedMeanwhile_isSaidToHaveChanged() throws Exception {
        tests(PASSING + "# another text, so that no verdict is kept\n");
        Files.writeString(pack.resolve("rules.drl"), RULES.substring(0, 60));
        try {
            assertThatExceptionOfType(PackException.class)
                    .isThrownBy(() -> new Trial(shared).run(pack, hash))
                    .withMessageContaining("changed while it was tested");
        } finally {
            Files.writeString(pack.resolve("rules.drl"), RULES);
        }
        assertThat(new Trial(shared).run(pack, hash)).isEqualTo(1);
    }

    /** The text says that hot devices take int8, the code is that of a pack without rules for heat. */
    @Test
    void bundle_asBuilt_isTriedByItsOwnCode_andByItsTextOtherwise() throws Exception {
        tests(PASSING);
        Bundle honest = new PackStore(shared).bundle(pack.toString(), "0.1.0");
        String textHash = honest.head().hash();
        try (Policy policy = new PackStore(shared).load(honest)) {
            assertThat(new Trial(shared).run(honest, policy.id().hash(), true)).isEqualTo(1);
            assertThat(new Trial(shared).run(honest, policy.id().hash(), false)).isEqualTo(1);
        }
        Path other = TestingPacks.write(shared.resolve("other"), RULES.replace("> 80", "> 90"));
        byte[] otherCode =
                new PackStore(shared).bundle(other.toString(), "0.1.0").jar();
        Bundle lying = Bundle.of(
                honest.head().name(),
                honest.head().version(),
                textHash,
                honest.head().runtime(),
                "0.1.0",
                otherCode,
                "pack",
                java.util.Map.of(
                        "pack/pack.yaml", Files.readAllBytes(pack.resolve("pack.yaml")),
                        "pack/rules.drl", Files.readAllBytes(pack.resolve("rules.drl")),
                        "pack/tests/heat.yaml", Files.readAllBytes(pack.resolve("tests/heat.yaml"))));

        assertThat(new Trial(shared).run(lying, textHash, false)).isEqualTo(1);
        assertThatExceptionOfType(PackException.class).isThrownBy(() -> new Trial(shared).run(lying, textHash, true));
        try (Stream<Path> left = Files.list(shared.resolve("packs"))) {
            assertThat(left).noneMatch(Files::isDirectory);
        }
    }
}
