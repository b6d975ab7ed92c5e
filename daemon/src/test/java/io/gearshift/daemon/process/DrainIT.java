package io.gearshift.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.Tensor;
import io.gearshift.daemon.demo.client.OipClient;
import io.gearshift.daemon.demo.client.OipClient.Answer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM while clients ask: what was taken is answered, whole, and the daemon ends with 0. */
class DrainIT {

    /** Draining may take 10 s; closing the rest takes little. */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(20);

    /** Nothing is under way, so that the 10 s are not used. */
    private static final Duration WITHOUT_DRAINING = Duration.ofSeconds(8);

    /** Pictures in one request: long enough to compute that all others wait for the one worker. */
    private static final int BATCH = 512;

    @TempDir
    private Path folder;

    @Test
    void term_whileRequestsWaitForTheWorker_answersThemAll() throws Exception {
        DaemonHome home = new DaemonHome(folder, "fashion").configure("serving: {port: 0, grpcPort: 0, workers: 1}");
        try (DaemonProcess daemon = home.start()) {
            daemon.relax();
            daemon.awaitMeasured();
            daemon.awaitVariant("fashion", "full");
            OipClient client = new OipClient(HttpClient.newHttpClient(), daemon.address(), Duration.ofSeconds(60));
            List<CompletableFuture<Answer>> asked = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                asked.add(client.ask("fashion", List.of(pictures())));
            }
            // The first answer says that the others, sent at the same time, have come as well.
            CompletableFuture.anyOf(asked.toArray(CompletableFuture[]::new)).join();
            assertThat(asked).anyMatch(answer -> !answer.isDone());
            daemon.signal("TERM");
            assertThat(asked).allSatisfy(answer -> {
                assertThat(answer.join().problem()).isEmpty();
                assertThat(answer.join().outputs().get(0).shape()).containsExactly(BATCH, 10);
            });
            assertThat(daemon.exitCode(ENDS_WITHIN)).isZero();
            assertThat(daemon.err()).doesNotContain("left behind", "stopping:", "ERROR");
        }
    }

    @Test
    void term_underTraffic_answersWholeOrNotAtAllAndEndsWithZero() throws Exception {
        DaemonHome home = new DaemonHome(folder, "fashion", "commands");
        TestingAnswers answers = new TestingAnswers(home.models(), "fashion", "commands");
        try (DaemonProcess daemon = home.start()) {
            daemon.relax();
            daemon.awaitVariant("fashion", "full");
            daemon.await("commands has a gear", d -> !d.variant("commands").isEmpty());
            TestingTraffic traffic = new TestingTraffic(daemon.address(), 8, answers.inputs(), answers::problem);
            try (traffic) {
                daemon.await("traffic flows", d -> traffic.right() > 200);
                daemon.signal("TERM");
                assertThat(daemon.exitCode(ENDS_WITHIN)).isZero();
            }
            assertThat(traffic.wrong()).isEmpty();
            // Nobody listens any more, or the connection ended before the daemon took a request from it. Java's client
            // says "received no bytes" of that; half an answer would be "fixed content-length" or cannot be read.
            assertThat(traffic.failed())
                    .allMatch(problem -> problem.contains("ConnectException")
                            || problem.contains("ClosedChannelException")
                            || problem.contains("received no bytes")
                            || problem.contains("Connection reset")
                            || problem.contains("Broken pipe")
                            || problem.contains("503 "));
            assertThat(daemon.err()).doesNotContain("left behind", "stopping:", "ERROR");
        }
    }

    /** The dashboard stays open in a browser, and gears are still being measured: neither keeps the daemon. */
    @Test
    void term_withAnOpenEventStreamWhileMeasuring_endsTheStreamAndTheDaemon() throws Exception {
        DaemonHome home = new DaemonHome(folder, "fashion", "commands");
        try (DaemonProcess daemon = home.start()) {
            HttpResponse<Stream<String>> events = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(daemon.address().resolve("/v1/events"))
                                    .build(),
                            BodyHandlers.ofLines());
            Iterator<String> lines = events.body().iterator();
            assertThat(lines.hasNext()).isTrue();
            daemon.signal("TERM");
            assertThat(daemon.exitCode(WITHOUT_DRAINING)).as(daemon::err).isZero();
            while (lines.hasNext()) {
                assertThat(lines.next()).matches("|(event|data|id|retry):.*|:.*");
            }
            assertThat(daemon.err()).doesNotContain("left behind", "ERROR");
        }
    }

    @Test
    void term_whileItStarts_endsWithZero() throws Exception {
        DaemonHome home = new DaemonHome(folder, "fashion");
        try (DaemonProcess daemon = home.start()) {
            daemon.awaitMeasured();
        }
        for (int lateMs = 400; lateMs <= 1200; lateMs += 200) {
            try (DaemonProcess daemon = DaemonProcess.launch(folder, home.config())) {
                LockSupport.parkNanos(lateMs * 1_000_000L);
                daemon.signal("TERM");
                // Before Java's main began there is nobody to drain: 143.
                assertThat(daemon.exitCode(WITHOUT_DRAINING)).as(daemon::err).isIn(0, 143);
            }
        }
    }

    private static Tensor pictures() {
        ByteBuffer data = ByteBuffer.allocate(BATCH * 784 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return new Tensor("image", DataType.FP32, new long[] {BATCH, 1, 28, 28}, data);
    }
}
