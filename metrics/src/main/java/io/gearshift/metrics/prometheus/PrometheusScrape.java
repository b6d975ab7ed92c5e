package io.gearshift.metrics.prometheus;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** Holds the registry that Prometheus scrapes. Thread-safe. */
public final class PrometheusScrape {

    /** Content type of {@link #text}. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    public MeterRegistry registry() {
        return registry;
    }

    /** Every series in the text exposition format 0.0.4. */
    public String text() {
        return registry.scrape(CONTENT_TYPE);
    }
}
