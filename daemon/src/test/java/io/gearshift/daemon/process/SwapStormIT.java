package io.gearshift.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Gears change as fast as they can while clients ask: nothing is lost, nothing is wrong, memory stays.
 * {@code -Dgearshift.swaps=1000} for the full storm.
 */
class SwapStormIT {

    private static final int SWAPS = Integer.getInteger("gearshift.swaps", 200);
    private static final int CLIENTS = 8;

    /** Until then pools and caches fill. */
    private static final double WARM_SHARE = 0.5;

    private static final int LOOKS = 10;

    /** The heap has its full size from the start. A leak of 50 kB a swap is more than this in the full storm. */
    private static final long MOST_GROWTH = 24L << 20;

    /** Swaps of a small model for each one of the large model, which takes twenty times as long to load. */
    private static final int SMALL_ROUNDS = 4;

    private static final Map<String, List<String>> LADDERS = Map.of(
            "fashion",
            List.of("pruned", "full"),
            "commands",
            List.of("pruned", "full"),
            "minilm",
            List.of("int8", "full"));

    private record Turn(String model, String variant) {}

    @TempDir
    private Path folder;

    /** Each turn is a swap, and the last gears are those before the first. */
    private static List<Turn> cycle(List<String> models) {
        List<Turn> turns = new ArrayList<>();
        for (int round = 0; round < SMALL_ROUNDS; round++) {
            for (String model : models) {
                boolean isLarge = model.equals("minilm");
                int step = isLarge ? round / 2 : round;
                if (!isLarge || round % 2 == 1) {
                    turns.add(new Turn(model, LADDERS.get(model).get(step % 2)));
                }
            }
        }
        return turns;
    }

    @Test
    void swaps_underEightClients_loseNothingAndLeakNothing() throws Exception {
        List<String> models = new ArrayList<>(List.of("fashion", "commands"));
        if (Files.exists(DaemonHome.SAMPLES.resolve("minilm/full.onnx"))
                && Files.exists(DaemonHome.SAMPLES.resolve("minilm/int8.onnx"))) {
            models.add("minilm");
        }
        DaemonHome home = new DaemonHome(folder, models.toArray(String[]::new));
        TestingAnswers answers = new TestingAnswers(home.models(), models.toArray(String[]::new));
        for (String model : models) {
            List<String> ladder = LADDERS.get(model);
            assertThat(answers.distance(model, ladder.get(0), ladder.get(1))).isGreaterThan(0.01f);
        }
        try (DaemonProcess daemon = home.start()) {
            daemon.relax();
            daemon.awaitMeasured();
            for (String model : models) {
                daemon.await(model + " has a gear", d -> !d.variant(model).isEmpty());
            }
            List<Turn> cycle = cycle(models);
            int swaps = Math.max(LOOKS, SWAPS / cycle.size() / LOOKS * LOOKS) * cycle.size();
            List<Long> memory = new ArrayList<>();
            long begin = System.nanoTime();
            TestingTraffic traffic = new TestingTraffic(daemon.address(), CLIENTS, answers.inputs(), answers::problem);
            try (traffic) {
                for (int i = 0; i < swaps; i++) {
                    Turn turn = cycle.get(i % cycle.size());
                    daemon.pin(turn.model(), turn.variant());
                    // The same gears are in force at each look.
                    if ((i + 1) % (swaps / LOOKS) == 0) {
                        memory.add(daemon.memory("RssAnon"));
                    }
                }
            }
            long warm = memory.get((int) (LOOKS * WARM_SHARE) - 1);
            long end = memory.get(LOOKS - 1);
            System.out.printf(
                    "%d swaps of %s in %.1f s under %d clients: %d answers, %d failed, %d wrong;"
                            + " RssAnon in MB %s, VmRSS %.1f MB%n",
                    swaps,
                    models,
                    (System.nanoTime() - begin) / 1e9,
                    CLIENTS,
                    traffic.right(),
                    traffic.failed().size(),
                    traffic.wrong().size(),
                    memory.stream().map(bytes -> bytes / 1_000_000).toList(),
                    daemon.memory("VmRSS") / 1e6);
            assertThat(traffic.failed()).isEmpty();
            assertThat(traffic.wrong()).isEmpty();
            assertThat(traffic.right()).isGreaterThan(swaps);
            assertThat(end - warm).isLessThan(MOST_GROWTH);
            assertThat(daemon.err()).doesNotContain("ERROR");
        }
    }
}
