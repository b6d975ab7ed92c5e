package io.gearshift.registry.gear;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeasesTest {

    private final Leases leases = new Leases();

    @Test
    void close_withoutLeases_leavesTheClosingToTheCaller() {
        assertThat(leases.close()).isTrue();
        assertThat(leases.acquire()).isFalse();
        assertThat(leases.close()).isFalse();
        assertThat(leases.revive()).isFalse();
    }

    @Test
    void close_withLeases_leavesTheClosingToTheLastRelease() {
        leases.acquire();
        leases.acquire();
        assertThat(leases.close()).isFalse();
        assertThat(leases.acquire()).isFalse();
        assertThat(leases.release()).isFalse();
        assertThat(leases.count()).isEqualTo(1);
        assertThat(leases.release()).isTrue();
        assertThat(leases.revive()).isFalse();
    }

    @Test
    void revive_whileLeased_givesLeasesAgain() {
        leases.acquire();
        leases.close();
        assertThat(leases.revive()).isTrue();
        assertThat(leases.acquire()).isTrue();
        assertThat(leases.release()).isFalse();
        assertThat(leases.release()).isFalse();
        assertThat(leases.isClosing()).isFalse();
        assertThat(leases.close()).isTrue();
    }
}
