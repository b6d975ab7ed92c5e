package io.gearshift.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.metrics.meters.BundleMeters;
import io.gearshift.metrics.recent.Totals;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BundleMetersTest {

    private enum Pull {
        FETCHED,
        FAILED
    }

    private enum Change {
        ROLLED_BACK
    }

    private final GearshiftMeters meters =
            new GearshiftMeters(Clock.systemUTC(), Duration.ofSeconds(10), Path.of("/proc"));

    @Test
    void bundles_notFollowed_haveNoSeries() {
        assertThat(meters.scrape()).doesNotContain("gearshift_policy_bundle");
    }

    @Test
    void pullsAndChanges_areCounted_eachFromZero() {
        BundleMeters bundles = meters.bundles(Pull.values(), Change.values());
        bundles.pulled(Pull.FETCHED, Instant.ofEpochSecond(1_000_000), true);
        bundles.pulled(Pull.FAILED, Instant.ofEpochSecond(2_000_000), false);
        bundles.pulled(Pull.FAILED, Instant.ofEpochSecond(2_000_001), false);

        assertThat(meters.scrape())
                .contains("gearshift_policy_bundle_pulls_total{outcome=\"fetched\"} 1")
                .contains("gearshift_policy_bundle_pulls_total{outcome=\"failed\"} 2")
                .contains("gearshift_policy_bundle_changes_total{change=\"rolled_back\"} 0")
                .contains("gearshift_policy_bundle_last_good_pull_seconds 1000000");
    }

    @Test
    void totals_countAllModels_alsoThoseThatAreGone() {
        meters.onAnswer("a", "full@cpu:1", "full", "cpu", 5, false, -1, false);
        meters.onAnswer("a", "full@cpu:1", "full", "cpu", 50, true, -1, false);
        meters.onAnswer("b", "full@cpu:1", "full", "cpu", 50, true, -1, false);
        meters.onCatalog(java.util.List.of());

        assertThat(meters.totals()).isEqualTo(new Totals(3, 2, 0));
    }
}
