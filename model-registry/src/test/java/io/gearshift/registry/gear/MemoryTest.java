package io.gearshift.registry.gear;

import static io.gearshift.registry.gear.TestingModels.ask;
import static io.gearshift.registry.gear.TestingModels.fashion;
import static io.gearshift.registry.gear.TestingModels.image;
import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.serve.InferenceResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class MemoryTest {

    private static final long MOST_GROWTH_BYTES = 32L << 20;

    @Test
    void swaps_byTheHundred_leaveNoMemoryBehind() throws IOException {
        try (TestingServer testing = new TestingServer(fashion())) {
            swap(testing, 20);
            long before = anonymousBytes();
            swap(testing, 100);
            assertThat(anonymousBytes() - before).isLessThan(MOST_GROWTH_BYTES);
        }
    }

    private static void swap(TestingServer testing, int times) {
        for (int i = 0; i < times; i++) {
            String gear = (i % 2 == 0 ? "full" : "pruned") + "@cpu:1";
            assertThat(testing.swap("fashion", gear).isSuccess()).isTrue();
            try (InferenceResult result = testing.infer(ask("fashion", image(i)))) {
                assertThat(result.gear()).isEqualTo(gear);
            }
        }
    }

    private static long anonymousBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("RssAnon:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElseThrow();
    }
}
