package io.gearshift.registry.oip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class BufferPoolTest {

    @Test
    void buffer_givenBack_isTakenAgain() {
        BufferPool pool = new BufferPool(1 << 20);
        ByteBuffer first;
        try (BufferScope scope = pool.open()) {
            first = scope.take(5000);
            assertThat(pool.usedBytes()).isEqualTo(first.capacity());
        }
        try (BufferScope scope = pool.open()) {
            assertThat(scope.take(5001)).isSameAs(first);
        }
    }

    @Test
    void idleMemory_neverExceedsItsBound() {
        BufferPool pool = new BufferPool(10_000);
        try (BufferScope scope = pool.open()) {
            for (int i = 0; i < 10; i++) {
                scope.take(4096);
            }
        }
        assertThat(pool.idleBytes()).isEqualTo(8192);
        assertThat(pool.usedBytes()).isZero();
    }

    @Test
    void sizes_wasteAtMostAQuarter() {
        for (int bytes = 4097; bytes < 100_000_000; bytes = (int) (bytes * 1.01) + 1) {
            assertThat(BufferPool.sizeClass(bytes)).isBetween(bytes, bytes + bytes / 4 + 1);
        }
    }

    @Test
    void buffer_thatGrows_keepsWhatItHolds() {
        BufferPool pool = new BufferPool(1 << 20);
        try (BufferScope scope = pool.open()) {
            ByteBuffer buffer = scope.take(4096);
            buffer.putInt(0, 77).position(4096);
            ByteBuffer grown = scope.grow(buffer, 1);
            assertThat(grown.getInt(0)).isEqualTo(77);
            assertThat(grown.remaining()).isPositive();
            scope.close();
        }
        assertThat(pool.usedBytes()).isZero();
    }
}
