package io.gearshift.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.daemon.Approved;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GearshiftCommandTest {

    @TempDir
    private Path dir;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            statsu       | Unmatched argument at index 0: 'statsu' | did you mean status?
            status --ulr | Unknown option: '--ulr'                 | did you mean --url?
            status extra | Unmatched argument at index 1: 'extra'  | see `gearshift status --help`
            models lst   | Unmatched argument at index 1: 'lst'    | did you mean list?
            models       | no command given                        | see `gearshift models --help`
            """)
    void misuse_isToldWithWhatWasMeant(String command, String error, String hint) {
        CommandRun run = CommandRun.of(command.split(" "));

        assertThat(run.err().lines()).containsExactly("gearshift: " + error, "    " + hint);
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void nothing_isWrongUse() {
        assertThat(CommandRun.of().exitCode()).isEqualTo(2);
    }

    @Test
    void version_isTheBuilds() {
        assertThat(CommandRun.of("--version").out()).matches("(?s)gearshift \\d+\\.\\d+.*Java 1?.*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "run ",
                "demo ",
                "doctor ",
                "status ",
                "top ",
                "why ",
                "pin ",
                "unpin ",
                "models list ",
                "replay "
            })
    void help_isAsApproved(String command) {
        CommandRun run = CommandRun.of((command + "--help").split(" "));

        assertThat(run.exitCode()).isZero();
        String name = command.isEmpty() ? "gearshift" : command.strip().replace(' ', '-');
        Approved.matches("cli/help/" + name + ".txt", run.out());
    }

    @Test
    void run_printConfig_loadsBackToTheSame() throws Exception {
        Path models = Files.createDirectories(dir.resolve("models"));
        CommandRun first = CommandRun.of("run", "--models", models.toString(), "--port", "9123", "--print-config");
        Path file = Files.writeString(dir.resolve("gearshift.yaml"), first.out());

        CommandRun second = CommandRun.of("run", "--config", file.toString(), "--print-config");

        assertThat(first.exitCode()).isZero();
        assertThat(first.out()).contains("port: 9123").contains("dir: " + models);
        assertThat(second.out()).isEqualTo(first.out());
    }

    @Test
    void run_wrongConfig_endsWith2AndAllProblems() throws Exception {
        Path file = Files.writeString(dir.resolve("gearshift.yaml"), "loop: {tick: 1}\nserving: {prot: 1}\n");

        CommandRun run = CommandRun.of("run", "--config", file.toString(), "--port", "x");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("gearshift: the configuration cannot be used (3 problems)")
                .contains(file + ":1:14: loop.tick: 1 (expected: a duration")
                .contains(file + ":2:11: serving.prot: unknown key")
                .contains("--port: serving.port: x (expected: a whole number, 0..65535)");
    }

    @Test
    void doctor_portTaken_isBroken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path file = Files.writeString(dir.resolve("gearshift.yaml"), "state: {dir: state}");

            CommandRun run = CommandRun.of("doctor", "-c", file.toString(), "--port", "" + taken.getLocalPort());

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out())
                    .containsPattern("broken +port")
                    .contains("-> stop what listens there, or set serving.port");
        }
    }

    @Test
    void doctor_wrongConfig_isBroken() throws Exception {
        Path file = Files.writeString(dir.resolve("gearshift.yaml"), "sevring: {}");

        CommandRun run = CommandRun.of("doctor", "-c", file.toString(), "--format", "json");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("\"isWell\" : false").contains("did you mean serving?");
    }

    @Test
    void doctor_findings_areGradedAndSayWhatToDo() {
        List<Finding> findings = List.of(
                Finding.ok("java", "Java 17"),
                Finding.missing("sensors", "no battery", "nothing to do on a desktop"),
                HostCheckup.java(11));

        assertThat(DoctorCommand.render(findings))
                .contains("ok       java     Java 17\n")
                .contains("missing  sensors  no battery\n                  -> nothing to do on a desktop\n")
                .contains("broken   java     Java 11");
    }
}
