package io.gearshift.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gearshift.daemon.Approved;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientCommandsTest {

    private static TestingAdmin admin;

    @BeforeAll
    static void open() {
        admin = TestingAdmin.open();
    }

    @AfterAll
    static void close() {
        admin.close();
    }

    @BeforeEach
    void forget() {
        admin.asked().clear();
    }

    @ParameterizedTest
    @CsvSource({
        "status, status",
        "status-signals, status --signals",
        "top, top",
        "top-twice, top -n 2 -d 0s",
        "why-fashion, why fashion",
        "why-minilm, why minilm",
        "why-not-forbidden, why fashion --not full",
        "why-not-quarantined, why fashion --not cloud",
        "why-not-better, why fashion --not pruned@cpu:2",
        "why-not-json, why fashion --not full --format json",
        "models-list, models list",
        "pin, pin fashion full --for 10m",
        "pin-open, pin fashion full@cpu:1",
        "unpin, unpin fashion"
    })
    void answer_isAsApproved(String name, String command) {
        CommandRun run = run(command.split(" "));

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        Approved.matches("cli/" + name + ".txt", run.out().replace(admin.url(), "http://127.0.0.1:8080"));
    }

    @ParameterizedTest
    @CsvSource({
        "why fashion --not pruned, fashion does run pruned@cpu:1",
        "why fashion --not pruned@cpu:1, fashion does run pruned@cpu:1"
    })
    void whyNot_ofTheGearInForce_endsWith1(String command, String expected) {
        CommandRun run = run(command.split(" "));

        assertThat(run.out()).startsWith(expected);
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            why fashon                       | 2 | no model fashon                         | did you mean fashion?
            why                              | 2 | Missing required parameter: 'MODEL'     | see `gearshift why --help`
            why speech                       | 2 | no model speech                         | it has commands, fashion, minilm
            why commands                     | 1 | commands has no gear yet                | the daemon has just started; try again in a moment
            why fashion --not prund          | 2 | fashion has no gear prund               | did you mean pruned?
            pin fashion int4                 | 2 | fashion has no gear int4                | it has full, full@cpu:1, full@cpu:2, pruned, pruned@cpu:1, pruned@cpu:2, cloud, cloud@remote:0
            pin fashion full --for soon      | 2 | --for: soon (expected: a duration such as 90s or 10m) |
            pin fashion cloud                | 1 | fashion: cloud@remote:0 is quarantined  | wait 12 s
            top -d soon                      | 2 | --delay: soon (expected: a duration such as 500ms or 2s) |
            unpin fashoin                    | 2 | no model fashoin                        | did you mean fashion?
            """)
    void refusal_saysWhatAndWhatToDo(String command, int exitCode, String error, String hint) {
        CommandRun run = run(command.split(" "));

        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .containsExactlyElementsOf(
                        hint == null ? List.of("gearshift: " + error) : List.of("gearshift: " + error, "    " + hint));
        assertThat(run.exitCode()).isEqualTo(exitCode);
    }

    @Test
    void json_ofEveryClientCommand_isOneDocument() throws Exception {
        for (String command : List.of(
                "status",
                "why fashion",
                "why minilm --not int8",
                "models list",
                "pin fashion full",
                "unpin fashion",
                "top")) {
            CommandRun run = run((command + " --format json").split(" "));
            JsonNode json = new ObjectMapper().readTree(run.out());
            assertThat(json.isContainerNode()).as(command).isTrue();
        }
    }

    @Test
    void pin_sendsGearAndTime() {
        run("pin", "fashion", "full", "--for", "10m");

        assertThat(admin.asked()).last().isEqualTo("PUT /v1/models/fashion/pin {\"gear\":\"full\",\"for\":\"10m\"}");
    }

    @Test
    void unpin_deletesThePin() {
        run("unpin", "fashion");

        assertThat(admin.asked()).last().isEqualTo("DELETE /v1/models/fashion/pin");
    }

    @Test
    void daemon_thatIsNotThere_isSaid() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        CommandRun run = CommandRun.of("status", "--url", "http://127.0.0.1:" + port);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo(String.format(
                        "gearshift: no Gearshift daemon at http://127.0.0.1:%d%n    start one with `gearshift run`, or give --url%n",
                        port));
    }

    @Test
    void server_thatIsNoDaemon_isSaid() {
        CommandRun run = CommandRun.of("status", "--url", admin.url() + "/elsewhere");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("answered 404 to GET /v1/state").contains("is it a Gearshift daemon?");
    }

    @Test
    void url_thatIsNone_isWrongUse() {
        CommandRun run = CommandRun.of("status", "--url", "localhost:8080");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--url: localhost:8080 (expected: http://HOST:PORT or https://HOST:PORT)");
    }

    @Test
    void token_isAskedForAndSent(@TempDir Path dir) throws Exception {
        Path token = Files.writeString(dir.resolve("token"), "s3cret\n");
        Path wrong = Files.writeString(dir.resolve("wrong"), "guess");
        try (TestingAdmin closed = TestingAdmin.withToken("s3cret")) {
            assertThat(CommandRun.of("status", "--url", closed.url()).err()).contains("asks for a token");
            assertThat(CommandRun.of("status", "--url", closed.url(), "--token-file", wrong.toString())
                            .err())
                    .contains("refuses the token");
            assertThat(CommandRun.of("status", "--url", closed.url(), "--token-file", token.toString())
                            .exitCode())
                    .isZero();
        }
    }

    private static CommandRun run(String... command) {
        List<String> args = new ArrayList<>(List.of(command));
        args.addAll(List.of("--url", admin.url()));
        return CommandRun.of(args.toArray(String[]::new));
    }
}
