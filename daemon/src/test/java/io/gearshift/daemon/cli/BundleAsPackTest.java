package io.gearshift.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle where a pack is asked for: its text is used, and it is called by the file's name. */
class BundleAsPackTest {

    @TempDir
    private static Path dir;

    private static Path state;
    private static String bundle;

    @BeforeAll
    static void build() throws Exception {
        state = dir.resolve("state");
        Path pack = Files.createDirectories(dir.resolve("shop"));
        Files.writeString(pack.resolve("pack.yaml"), "name: shop\nversion: \"1.2\"\n");
        Files.writeString(pack.resolve("hot.drl"), """
                rule "Hot"
                when
                  Device( temperatureC > 80 )
                  $c : Candidate( precision != INT8 )
                then
                  policy.forbid($c, "hot");
                end

                rule "Never"
                when
                  Device( temperatureC > 80, temperatureC < 70 )
                  $c : Candidate( precision != INT8 )
                then
                  policy.forbid($c, "never");
                end
                """);
        Files.createDirectories(pack.resolve("tests"));
        Files.writeString(pack.resolve("tests/heat.yaml"), """
                tests:
                  - name: hot takes int8
                    given: {temperatureC: 81}
                    expect: int8
                """);
        bundle = dir.resolve("shop-1.2.gsp").toString();
        CommandRun built =
                CommandRun.of("policy", "build", pack.toString(), "--out", bundle, "--state", state.toString());
        assertThat(built.exitCode()).as(built.err()).isZero();
    }

    private static CommandRun run(String command, String... more) {
        String[] args = new String[more.length + 3];
        args[0] = "policy";
        args[1] = command;
        args[2] = bundle;
        System.arraycopy(more, 0, args, 3, more.length);
        return CommandRun.of(args);
    }

    @Test
    void check_readsItsText_andNamesItsFiles() {
        CommandRun run = run("check", "--quick");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(bundle + "/hot.drl:11:30: warning: rule \"Never\" can never fire")
                .doesNotContain("gearshift-bundle-");
    }

    @Test
    void test_runsItsTests() {
        CommandRun run = run("test", "--state", state.toString());

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("1 passed").doesNotContain("gearshift-bundle-");
    }

    @Test
    void coverage_andExplain_takeIt() throws Exception {
        CommandRun coverage = run("coverage");
        assertThat(coverage.exitCode()).as(coverage.err()).isZero();
        assertThat(coverage.out()).contains("hot.drl").contains("1 tests");

        Path hot = Files.writeString(dir.resolve("hot.yaml"), "temperatureC: 85\n");
        CommandRun explained = run("explain", "--state", hot.toString());
        assertThat(explained.exitCode()).as(explained.err()).isZero();
        assertThat(explained.out()).contains("Hot");
    }

    @Test
    void damaged_isToldWithTheFile() throws Exception {
        Path damaged =
                Files.write(dir.resolve("cut.gsp"), java.util.Arrays.copyOf(Files.readAllBytes(Path.of(bundle)), 500));

        for (String command : new String[] {"check", "test", "coverage"}) {
            CommandRun run = CommandRun.of("policy", command, damaged.toString());
            assertThat(run.exitCode()).as(command).isNotZero();
            assertThat(command.equals("coverage") ? run.err() : run.out())
                    .as(command)
                    .contains(damaged + ": lacks pack.jar, which bundle.json lists");
        }
    }

    @Test
    void whereABundleMakesNoSense_thatIsSaid() {
        CommandRun build = run("build");
        assertThat(build.exitCode()).isEqualTo(2);
        assertThat(build.err()).contains("is a bundle already");

        CommandRun extend = CommandRun.of(
                "policy", "new", "mine", "--dir", dir.resolve("mine").toString(), "--extends", bundle);
        assertThat(extend.exitCode()).isEqualTo(2);
        assertThat(extend.err()).contains("give the folder it was built from");
    }
}
