package io.gearshift.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.daemon.cli.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that other machines reach: {@code /v1} asks for the token, inference does not. */
class TokenIT {

    @TempDir
    private Path folder;

    @Test
    void admin_offLoopback_asksForTheToken() throws Exception {
        DaemonHome home = new DaemonHome(folder, "fashion");
        Path token = Files.writeString(folder.resolve("token"), "correct horse\n");
        Path other = Files.writeString(folder.resolve("other"), "wrong horse\n");
        home.configure("serving: {host: 0.0.0.0, port: 0, grpcPort: 0}\nadmin: {tokenFile: token}");
        try (DaemonProcess daemon = home.start()) {
            assertThat(daemon.send("GET", "/v1/state", "").statusCode()).isEqualTo(401);
            assertThat(daemon.send("PUT", "/v1/scene", "{}", "Authorization", "Bearer wrong horse")
                            .statusCode())
                    .isEqualTo(401);
            for (String rules :
                    List.of("POST /v1/policy/reload", "PUT /v1/policy/shadow", "DELETE /v1/policy/shadow")) {
                String[] parts = rules.split(" ");
                assertThat(daemon.send(parts[0], parts[1], "{\"pack\": \"quiet\"}")
                                .statusCode())
                        .as(rules)
                        .isEqualTo(401);
            }
            assertThat(daemon.send("GET", "/v1/state", "", "Authorization", "Bearer correct horse")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(daemon.send("GET", "/v2/health/live", "").statusCode()).isEqualTo(200);
            assertThat(status(daemon, token).exitCode()).isZero();
            CommandRun refused = status(daemon, other);
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err()).contains("token");
        }
    }

    private static CommandRun status(DaemonProcess daemon, Path token) {
        return CommandRun.of("status", "--url", daemon.address().toString(), "--token-file", token.toString());
    }
}
