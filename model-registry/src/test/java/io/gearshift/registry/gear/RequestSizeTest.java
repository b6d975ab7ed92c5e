package io.gearshift.registry.gear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestSizeTest {

    private final RequestSize size = new RequestSize();

    private static List<Tensor> batch(int n) {
        ByteBuffer data = ByteBuffer.allocate(n * 400).order(ByteOrder.LITTLE_ENDIAN);
        return List.of(new Tensor("x", DataType.FP32, new long[] {n, 100}, data));
    }

    @Test
    void share_oneHugeBatchAmongSingles_countsAsMuchAsASingle() {
        for (int i = 0; i < 20; i++) {
            assertThat(size.share(batch(1))).isEqualTo(1);
        }
        assertThat(size.share(batch(1000))).isCloseTo(0.001, within(0.0002));
        assertThat(size.share(batch(1))).isEqualTo(1);
    }

    @Test
    void share_uptoTwiceTheUsual_countsWhole() {
        size.share(batch(10));
        assertThat(size.share(batch(20))).isEqualTo(1);
        assertThat(size.share(batch(5))).isEqualTo(1);
    }

    @Test
    void share_alwaysLarge_becomesTheUsual() {
        size.share(batch(1));
        double share = 0;
        for (int i = 0; i < 60; i++) {
            share = size.share(batch(50));
        }
        assertThat(share).isEqualTo(1);
    }
}
