package io.gearshift.metrics.meters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Locale;

/** Policy bundles from a server: looks at it, and what became of what it offered. Any thread. */
public final class BundleMeters {

    private final MeterRegistry registry;
    private volatile double goodAtS = Double.NaN;

    /**
     * Made only when a server is followed, so that other devices do not show it.
     *
     * @param pulls every way in which a look may end
     * @param changes every thing that may become of a bundle
     */
    public BundleMeters(MeterRegistry registry, Enum<?>[] pulls, Enum<?>[] changes) {
        this.registry = registry;
        for (Enum<?> pull : pulls) {
            pulls(pull);
        }
        for (Enum<?> change : changes) {
            changes(change);
        }
        Gauge.builder("gearshift.policy.bundle.last.good.pull", this, meters -> meters.goodAtS)
                .description("When the server last answered with a trusted bundle, or that nothing changed. Unix time.")
                .baseUnit("seconds")
                .register(registry);
    }

    /** @param isGood the server answered with a trusted bundle, or that nothing changed */
    public void pulled(Enum<?> outcome, Instant at, boolean isGood) {
        pulls(outcome).increment();
        if (isGood) {
            goodAtS = at.toEpochMilli() / 1000.0;
        }
    }

    public void changed(Enum<?> change) {
        changes(change).increment();
    }

    private Counter pulls(Enum<?> outcome) {
        return Counter.builder("gearshift.policy.bundle.pulls")
                .description("Looks at the server of policy bundles, by how they ended.")
                .tag("outcome", lower(outcome))
                .register(registry);
    }

    private Counter changes(Enum<?> change) {
        return Counter.builder("gearshift.policy.bundle.changes")
                .description("What became of policy bundles.")
                .tag("change", lower(change))
                .register(registry);
    }

    private static String lower(Enum<?> label) {
        return label.name().toLowerCase(Locale.ROOT);
    }
}
