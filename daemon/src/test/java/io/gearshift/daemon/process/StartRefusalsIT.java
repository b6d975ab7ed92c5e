package io.gearshift.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that cannot start says what, where and what to do, and ends: 2 for what the person wrote, 1 for what the machine refuses. */
class StartRefusalsIT {

    private static final Duration AT_ONCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private DaemonHome home;

    @BeforeEach
    void lay() throws Exception {
        home = new DaemonHome(folder);
    }

    private void refused(int code, String... says) throws Exception {
        refusedWith(code, new String[0], says);
    }

    private void refusedWith(int code, String[] options, String... says) throws Exception {
        try (DaemonProcess daemon = DaemonProcess.launch(folder, home.config(), options)) {
            assertThat(daemon.exitCode(AT_ONCE)).as(daemon::err).isEqualTo(code);
            assertThat(daemon.err()).contains(says).doesNotContain("Exception", "\tat ");
            assertThat(daemon.out()).isEmpty();
        }
    }

    @Test
    void config_wrong_tellsAllProblemsWithTheirPlaces() throws Exception {
        Files.writeString(home.config(), "serving: {prot: 1}\nloop: {dwell: 30}\n");
        refused(2, home.config() + ":1:11: serving.prot: unknown key", "did you mean port?", ":2:15: loop.dwell: 30");
        assertThat(home.state()).doesNotExist();
    }

    @Test
    void config_missing_isTold() throws Exception {
        Files.delete(home.config());
        refused(2, home.config().toString());
    }

    @Test
    void config_notYaml_isTold() throws Exception {
        Files.writeString(home.config(), "serving: {port: 1\nloop: [");
        refused(2, home.config() + ":2:");
    }

    @Test
    void config_aFolder_isTold() throws Exception {
        Files.delete(home.config());
        Files.createDirectory(home.config());
        refused(2, home.config().toString());
    }

    @Test
    void host_reachableWithoutToken_isRefused() throws Exception {
        home.configure("serving: {host: 0.0.0.0, port: 0}");
        refused(2, "serving.host", "admin.tokenFile");
    }

    @Test
    void port_taken_isToldWithWhatToDo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            refusedWith(1, new String[] {"--port", port}, "127.0.0.1:" + port, "set serving.port");
        }
    }

    @Test
    void pack_bad_isToldWithItsPlace() throws Exception {
        TestingPack pack = new TestingPack(folder.resolve("pack"));
        pack.write("rule \"Warm\"\nwhen\n  Device( temperatuerC > 60 )\n  $c : Candidate( )\nthen\n"
                + "  policy.forbid($c, \"warm\");\nend\n");
        home.configure("policy: {pack: " + pack.folder() + "}");
        refused(2, "warm.drl:3:11", "did you mean temperatureC?");
    }

    @Test
    void pack_thatFailsItsOwnTests_isToldWithTheirPlace() throws Exception {
        TestingPack pack = new TestingPack(folder.resolve("pack"));
        Files.createDirectory(pack.folder().resolve("tests"));
        Files.writeString(
                pack.folder().resolve("tests/warm.yaml"),
                "tests:\n  - name: warm\n    given: {temperatureC: 85}\n    expect: full\n");
        home.configure("policy: {pack: " + pack.folder() + "}");
        refused(2, "tests/warm.yaml:4");
    }

    @Test
    void pack_thatIsNotThere_isTold() throws Exception {
        home.configure("policy: {pack: " + folder.resolve("nowhere") + "}");
        refused(2, "policy.pack: " + folder.resolve("nowhere") + " has no pack.yaml");
    }

    @Test
    void pack_goodButBuiltWhereOthersWrite_isTheMachinesFault() throws Exception {
        TestingPack pack = new TestingPack(folder.resolve("pack"));
        Path built = Files.createDirectories(home.state().resolve("packs"));
        Files.setPosixFilePermissions(built, PosixFilePermissions.fromString("rwxrwxrwx"));
        home.configure("policy: {pack: " + pack.folder() + "}");
        refused(1, built + " can be written by other users", "chmod 700");
    }

    @Test
    void pack_brokenSinceTheLastRun_leavesTheRulesThatWereInForce() throws Exception {
        TestingPack pack = new TestingPack(folder.resolve("pack"));
        home.configure("policy: {pack: " + pack.folder() + "}");
        String hash;
        try (DaemonProcess daemon = home.start()) {
            hash = daemon.get("/v1/policy").path("policy").path("hash").asText();
            daemon.signal("TERM");
            assertThat(daemon.exitCode(AT_ONCE)).isZero();
        }
        pack.write("rule \"Warm\"\nwhen\n  Device( temperatuerC > 60 )\n  $c : Candidate( )\nthen\n"
                + "  policy.forbid($c, \"warm\");\nend\n");
        for (int i = 0; i < 2; i++) { // a second start in that state does not forget them
            try (DaemonProcess daemon = home.start()) {
                JsonNode policy = daemon.get("/v1/policy");
                assertThat(policy.path("policy").path("hash").asText()).isEqualTo(hash);
                assertThat(policy.path("standIn").asBoolean()).isTrue();
                assertThat(policy.path("reload").path("error").asText()).contains("warm.drl:3:11");
                assertThat(daemon.get("/v1/state").path("faults").toString())
                        .contains("warm.drl:3:11", "were in force before the daemon started");
                assertThat(daemon.err())
                        .contains("ERROR", "warm.drl:3:11", "Started with the rules that were last in force: mine 1");
            }
        }
        try (DaemonProcess daemon = home.start()) {
            pack.warmAt(61);
            daemon.await(
                    "the mended pack is in force",
                    d -> !d.get("/v1/policy").path("standIn").asBoolean(true));
            assertThat(daemon.get("/v1/state").path("faults")).isEmpty();
        }
    }

    @Test
    void stateDir_notToBeMade_isTold() throws Exception {
        Files.writeString(folder.resolve("file"), "");
        Files.writeString(home.config(), "state: {dir: file/state}\nserving: {port: 0, grpcPort: 0}\n");
        refused(1, "state.dir: " + folder.resolve("file/state"), "set state.dir to a folder of your own");
    }

    @Test
    void stateDir_notWritable_isTold() throws Exception {
        // A folder where the restart file's folder goes: no user may write there, root included.
        Files.createDirectories(home.state());
        Files.writeString(home.state().resolve("run"), "");
        refused(1, "state.dir: ", "set another state.dir");
    }

    @Test
    void recordDir_notToBeMade_isTold() throws Exception {
        Files.writeString(folder.resolve("file"), "");
        home.configure("record: {dir: file/traces}");
        refused(1, "record.dir: " + folder.resolve("file/traces"));
    }
}
