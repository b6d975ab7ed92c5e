package io.gearshift.policies.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.policies.language.Checked;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.language.RuleReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The corpus of escapes. Two proofs that know nothing of each other: the reader refuses each at the place that its first
 * line says; and without the reader, compiled and run behind the fence, none reaches anything. {@code -Dapprove} writes
 * what is found into the files, for a person to read.
 */
class EscapesTest {

    private static final Path CORPUS = Path.of("src/test/resources/escapes");
    private static final Path RAW = CORPUS.resolve("without-the-reader.txt");
    private static final String EXPECT = "// expect: ";
    private static final boolean IS_APPROVING = System.getProperty("approve") != null;

    @TempDir
    private Path work;

    static List<Path> escapes() throws IOException {
        try (Stream<Path> tree = Files.walk(CORPUS)) {
            return tree.filter(p -> p.toString().endsWith(".drl")).sorted().toList();
        }
    }

    @Test
    void corpus_isLarge() throws IOException {
        assertThat(escapes()).hasSizeGreaterThan(240);
    }

    @ParameterizedTest
    @MethodSource("escapes")
    void escape_isRefusedWhereItsFileSays(Path file) throws IOException {
        String text = Files.readString(file);
        String[] parts = text.split("\n", 2);
        Checked checked = RuleReader.read("rules.drl", text);

        assertThat(checked.problems()).as("the reader refuses it").anyMatch(Problem::isError);
        Problem first =
                checked.problems().stream().filter(Problem::isError).findFirst().orElseThrow();
        String found = EXPECT + first.line() + ":" + first.column() + " " + first.message();
        if (IS_APPROVING) {
            Files.writeString(file, found + "\n" + parts[1]);
        } else {
            assertThat(found).isEqualTo(parts[0]);
        }
        assertThat(first.hint()).isNotBlank();
        assertThat(first.toString().chars())
                .as("harmless on a terminal")
                .noneMatch(c -> c < ' ' || c >= 0x7f && c < 0xa0);
    }

    @Test
    void escapes_withoutTheReader_reachNothing() throws Exception {
        Path output = work.resolve("outcomes.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                RawEscapes.class.getName(),
                CORPUS.toString(),
                work.resolve("aims").toString(),
                output.toString()));
        if (!IS_APPROVING) {
            command.add(RAW.toString());
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("log.txt").toFile())
                .start();
        try {
            assertThat(process.waitFor(20, TimeUnit.MINUTES)).as("ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as(Files.readString(work.resolve("log.txt"), StandardCharsets.UTF_8))
                .isZero();
        String outcomes = Files.readString(output);
        if (IS_APPROVING) {
            Files.writeString(RAW, outcomes);
        }
        assertThat(outcomes).contains("~ marks: []").doesNotContain("escapes the policy");
        assertThat(outcomes.lines()).hasSize(escapes().size() + 1);
        assertThat(outcomes.lines()
                        .filter(line -> line.matches(".*(out of reach|never ends|fills the memory|passes).*")))
                .as("what the class fence stops, or nothing behind it does, the check of the code refuses before")
                .hasSizeGreaterThan(60)
                .allMatch(line -> line.contains("; its code "));
        assertThat(outcomes).isEqualTo(Files.readString(RAW));
    }

    /** Pieces of escapes inside good rules: the reader always answers, and refuses whatever is not its language. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void goodRules_withPiecesOfEscapes_getAnAnswerAndHideNothing(int seed) throws IOException {
        Random random = new Random(seed);
        String good = Files.readString(Path.of("src/main/resources/packs/default/heat.drl"));
        List<Path> files = escapes();
        for (int i = 0; i < 500; i++) {
            String hostile =
                    Files.readString(files.get(random.nextInt(files.size()))).split("\n", 2)[1];
            int from = random.nextInt(hostile.length());
            String piece = hostile.substring(from, Math.min(hostile.length(), from + 1 + random.nextInt(60)));
            int at = random.nextInt(good.length());
            String text = good.substring(0, at) + piece + good.substring(at);
            Checked checked = RuleReader.read("rules.drl", text);

            if (checked.problems().stream().noneMatch(Problem::isError)) {
                assertThat(checked.source().replaceAll("\"[^\"\n]*\"", "\"\""))
                        .doesNotContainPattern(
                                "System|Runtime|Class|Thread|java\\.|drools|kcontext|eval|from |\\\\|#|'");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "!", "-", "not ", "exists ", "$a : ", "/*", "\"", "rule ", "\0", "#", "é", "$"})
    void text_oneMegabyteOfOneThing_isRefusedWithFewProblems(String piece) {
        String many = piece.repeat((1 << 20) / piece.length());
        for (String text : List.of(
                many,
                "rule \"r\" when " + many,
                "rule \"r\" when Device( " + many,
                "rule \"r\" when Device( ) then policy.objective(ENERGY, \"x\" + " + many)) {
            List<Problem> problems = RuleReader.read("rules.drl", text).problems();
            assertThat(problems).isNotEmpty().hasSizeLessThanOrEqualTo(200);
            assertThat(problems).allSatisfy(p -> assertThat(p.toString()).hasSizeLessThan(5000));
        }
    }

    @Test
    void chains_ofTenThousandParts_areRefused() {
        for (String text : List.of(
                "Device( isCharging" + " && isCharging".repeat(10_000) + " )",
                "Device( cores" + " + cores".repeat(10_000) + " > 1 )",
                "Device( hottestZone in (\"a\"" + ", \"a\"".repeat(10_000) + ") )",
                "Device( )" + " and Device( )".repeat(10_000),
                "Device( )" + " or Device( )".repeat(10_000),
                "Device( hottestZone == \"" + "x".repeat(1 << 20) + "\" )",
                "Device( cores > " + "9".repeat(1 << 20) + " )",
                "Device( " + "x".repeat(1 << 20) + " > 1 )")) {
            assertThat(RuleReader.read(
                                    "rules.drl",
                                    "rule \"r\" when " + text + " then policy.objective(ENERGY, \"x\"); end")
                            .problems())
                    .anyMatch(Problem::isError);
        }
    }
}
