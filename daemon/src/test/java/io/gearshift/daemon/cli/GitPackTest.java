package io.gearshift.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pack at a revision, in a repository with two commits and a change that is not committed. */
class GitPackTest {

    @TempDir
    private static Path dir;

    private static Path repository;
    private static Path pack;
    private static Path log;

    @BeforeAll
    static void commit() throws Exception {
        repository = Files.createDirectory(dir.resolve("re po"));
        assumeThat(git("init", "--quiet")).as("git is here").isZero();
        pack = Files.createDirectories(repository.resolve("packs/cooler"));
        Path base = Files.createDirectories(repository.resolve("packs/base"));
        Files.writeString(base.resolve("pack.yaml"), "name: base\nversion: \"1\"\nextends: default\n");
        Files.writeString(repository.resolve("packs/notes.txt"), "not a part of it");
        write(60);
        Files.writeString(pack.resolve("pack.yaml"), "name: cooler\nversion: \"1\"\nextends: ../base\n");
        assertThat(commitAll("at 60")).isZero();
        write(70);
        assertThat(commitAll("at 70")).isZero();
        write(80);
        StringBuilder text = new StringBuilder();
        for (int s = 0; s < 30; s++) {
            text.append(String.format("04-19-2026 01:31:%02d RAM 512/4096MB CPU [9%%@1728] tj@65C%n", s));
        }
        log = Files.writeString(dir.resolve("day.log"), text.toString());
    }

    private static void write(int celsius) throws IOException {
        Files.writeString(pack.resolve("cooler.drl"), """
                rule "Cooler"
                when
                  Device( temperatureC > %d )
                  $c : Candidate( isLocal, !isLightest )
                then
                  policy.forbid($c, "over %d");
                end
                """.formatted(celsius, celsius));
    }

    private static int commitAll(String message) throws Exception {
        assertThat(git("add", "-A")).isZero();
        return git("-c", "user.name=a", "-c", "user.email=a@b.invalid", "commit", "--quiet", "-m", message);
    }

    private static int git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-C", repository.toString()));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    private static CommandRun diff(String a, String b) {
        return CommandRun.of(
                "policy",
                "diff",
                a,
                b,
                log.toString(),
                "--state",
                dir.resolve("state").toString());
    }

    private static long leftovers() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("gearshift-git-"))
                    .count();
        }
    }

    @Test
    void pack_atARevision_isComparedWithTheOneOnDisk() throws Exception {
        long before = leftovers();
        CommandRun run = diff("git:HEAD~1:" + pack, pack.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("A  git:HEAD~1:" + pack + ": pack cooler 1")
                .contains("only here: rule \"Cooler\" (cooler.drl:1) forbids full@cpu:1")
                .contains("over 60");
        assertThat(leftovers()).isEqualTo(before);
        assertThat(Files.readString(pack.resolve("cooler.drl")))
                .as("left alone")
                .contains("> 80");
    }

    @Test
    void packs_atTwoRevisions_areCompared() {
        assertThat(diff("git:HEAD:" + pack, "git:HEAD~1:" + pack).out()).contains("over 60");
        assertThat(diff("git:HEAD:" + pack, pack.toString()).out()).contains("the same gears throughout");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "git:HEAD",
                "git:",
                "git::x",
                "git:--output=/tmp/x:packs",
                "git:-n:packs",
                "git:HEAD packs:x",
                "git:HEAD\u0000:packs"
            })
    void reference_thatNamesNoRevision_isRefusedBeforeGitSeesIt(String reference) {
        CommandRun run = diff(reference, "default");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("no revision (expected: git:REV:PATH)");
    }

    @Test
    void what_isNotThere_isSaid() throws Exception {
        assertThat(diff("git:nowhere:" + pack, "default"))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).contains("git:nowhere:" + pack));
        assertThat(diff("git:HEAD:" + repository.resolve("packs/other"), "default"))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).contains("packs/other"));
        assertThat(diff("git:HEAD:" + repository.resolve("packs/notes.txt"), "default"))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2));
        Path outside = Files.createDirectories(dir.resolve("no-repository"));
        assertThat(diff("git:HEAD:" + outside, "default"))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).contains("not a git repository"));
    }
}
