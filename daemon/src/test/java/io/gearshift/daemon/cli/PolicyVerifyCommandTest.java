package io.gearshift.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a device would take, and what it would not. */
class PolicyVerifyCommandTest {

    @TempDir
    private Path dir;

    private Path pack;
    private String key;

    @BeforeEach
    void author() throws Exception {
        pack = Files.createDirectories(dir.resolve("shop"));
        Files.writeString(pack.resolve("pack.yaml"), "name: shop\nversion: \"1.2\"\n");
        Files.writeString(pack.resolve("hot.drl"), """
                rule "Hot"
                when
                  Device( temperatureC > 80 )
                  $c : Candidate( precision != INT8 )
                then
                  policy.forbid($c, "hot");
                end
                """);
        key = dir.resolve("release.key").toString();
        assertThat(CommandRun.of("policy", "keygen", "--out", key).exitCode()).isZero();
    }

    private void expecting(String gear) throws Exception {
        Files.createDirectories(pack.resolve("tests"));
        Files.writeString(pack.resolve("tests/heat.yaml"), """
                tests:
                  - name: hot takes int8
                    given: {temperatureC: 81}
                    expect: %s
                """.formatted(gear));
    }

    private CommandRun verified() {
        String bundle = dir.resolve("shop.gsp").toString();
        String state = dir.resolve("state").toString();
        CommandRun built = CommandRun.of(
                "policy", "build", pack.toString(), "--sign", key, "--skip-tests", "--out", bundle, "--state", state);
        assertThat(built.exitCode()).as(built.err()).isZero();
        return CommandRun.of("policy", "verify", bundle, "--key", key + ".pub", "--state", state);
    }

    @Test
    void bundle_whoseTestsPass_isGood() throws Exception {
        expecting("int8");

        CommandRun run = verified();

        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.out()).contains("tests      1 passed", "good: a device that trusts this key takes it");
    }

    @Test
    void bundle_whoseTestsFail_isNotTaken() throws Exception {
        expecting("full");

        CommandRun run = verified();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("no: policy pack shop 1.2:", "tests/heat.yaml:2", "hot takes int8")
                .doesNotContain("good");
    }

    @Test
    void bundle_withoutTests_saysSo() {
        assertThat(verified().out()).contains("tests      it has none", "good");
    }

    @Test
    void file_thatIsNotThere_isWrongUse() {
        CommandRun run =
                CommandRun.of("policy", "verify", dir.resolve("none.gsp").toString(), "--key", key + ".pub");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("none.gsp: no such file");
    }
}
