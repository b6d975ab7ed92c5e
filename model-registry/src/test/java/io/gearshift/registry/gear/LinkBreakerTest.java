package io.gearshift.registry.gear;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinkBreakerTest {

    private long now;
    private final LinkBreaker breaker = new LinkBreaker(() -> now);

    @Test
    void breaker_afterThreeFailures_restsThenLetsOneThrough() {
        assertThat(breaker.failed()).isFalse();
        assertThat(breaker.failed()).isFalse();
        assertThat(breaker.isAllowed()).isTrue();
        assertThat(breaker.failed()).isTrue();
        assertThat(breaker.isAllowed()).isFalse();
        now += LinkBreaker.REST_NANOS;
        assertThat(breaker.isAllowed()).isTrue();
        assertThat(breaker.isAllowed()).isFalse();
        assertThat(breaker.failed()).isFalse();
        now += LinkBreaker.REST_NANOS;
        assertThat(breaker.isAllowed()).isTrue();
        assertThat(breaker.succeeded()).isTrue();
        assertThat(breaker.isAllowed()).isTrue();
        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void success_betweenFailures_startsTheCountAnew() {
        breaker.failed();
        breaker.failed();
        assertThat(breaker.succeeded()).isFalse();
        breaker.failed();
        breaker.failed();
        assertThat(breaker.isAllowed()).isTrue();
    }
}
