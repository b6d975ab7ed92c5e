package io.gearshift.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    @TempDir
    private Path dir;

    @Test
    void daemon_behindItsOwnCertificate_isTrustedOnlyWithCaFile() throws Exception {
        keytool(
                "-genkeypair",
                "-alias",
                "gearshift",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=ip:127.0.0.1");
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "gearshift",
                "-file",
                dir.resolve("ca.pem").toString());
        Vertx vertx = Vertx.vertx();
        try {
            String url = "https://127.0.0.1:" + serve(vertx).actualPort();

            CommandRun strange = CommandRun.of("models", "list", "--url", url);
            CommandRun trusted = CommandRun.of(
                    "models",
                    "list",
                    "--url",
                    url,
                    "--ca-file",
                    dir.resolve("ca.pem").toString());

            assertThat(strange.exitCode()).isEqualTo(1);
            assertThat(strange.err()).contains("TLS failed").contains("give --ca-file");
            assertThat(trusted).isEqualTo(new CommandRun(0, "no models registered\n", ""));
        } finally {
            vertx.close().await();
        }
    }

    @Test
    void caFile_withoutCertificates_isWrongUse() throws IOException {
        Path file = Files.createFile(dir.resolve("ca.pem"));

        CommandRun run = CommandRun.of("status", "--ca-file", file.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("holds no certificates that can be read");
    }

    private HttpServer serve(Vertx vertx) {
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(new PfxOptions()
                        .setPath(dir.resolve("store.p12").toString())
                        .setPassword("changeit"));
        HttpServer server = vertx.createHttpServer(options)
                .requestHandler(request -> request.response().end("[]"));
        return server.listen(0, "127.0.0.1").await();
    }

    private void keytool(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/keytool").toString()));
        command.addAll(List.of(args));
        command.addAll(List.of(
                "-keystore", dir.resolve("store.p12").toString(), "-storetype", "PKCS12", "-storepass", "changeit"));
        assertThat(new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(dir.resolve("keytool.log").toFile())
                        .start()
                        .waitFor())
                .isZero();
    }
}
