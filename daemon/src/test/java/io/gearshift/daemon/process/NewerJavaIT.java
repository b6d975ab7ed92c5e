package io.gearshift.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.daemon.demo.client.OipClient;
import io.gearshift.daemon.demo.client.OipClient.Answer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same classes on the next long-term Java, where one is installed. */
class NewerJavaIT {

    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    @TempDir
    private Path folder;

    @Test
    void daemon_onJava25_startsAnswersSwapsBuildsRulesAndDrains() throws Exception {
        Optional<Path> java = java25();
        Assumptions.assumeTrue(java.isPresent(), "no Java 25 in " + INSTALLED);
        DaemonHome home = new DaemonHome(folder, "fashion");
        TestingPack pack = new TestingPack(folder.resolve("pack"));
        home.configure("policy: {pack: " + pack.folder() + "}");
        TestingAnswers answers = new TestingAnswers(home.models(), "fashion");
        try (DaemonProcess daemon = DaemonProcess.launch(java.get(), folder, home.config())) {
            daemon.awaitAddress();
            daemon.relax();
            daemon.awaitMeasured();
            OipClient client = new OipClient(HttpClient.newHttpClient(), daemon.address(), Duration.ofSeconds(30));
            for (String variant : new String[] {"pruned", "full", "pruned"}) {
                daemon.pin("fashion", variant);
                Answer answer =
                        client.ask("fashion", answers.inputs().get("fashion")).join();
                assertThat(answer.problem()).isEmpty();
                assertThat(answer.variant()).isEqualTo(variant);
                assertThat(answers.problem("fashion", answer)).isEmpty();
            }
            daemon.send("DELETE", "/v1/models/fashion/pin", "");
            daemon.awaitVariant("fashion", "full");
            home.device().temperature(70);
            daemon.awaitVariant("fashion", "pruned");
            daemon.signal("TERM");
            assertThat(daemon.exitCode(Duration.ofSeconds(20))).isZero();
            assertThat(daemon.err()).doesNotContain("ERROR", "Exception");
        }
    }

    private static Optional<Path> java25() throws IOException {
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.list(INSTALLED)) {
            return all.filter(home -> home.getFileName().toString().contains("-25"))
                    .map(home -> home.resolve("bin/java"))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }
}
