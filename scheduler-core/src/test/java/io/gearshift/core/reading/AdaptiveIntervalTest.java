package io.gearshift.core.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdaptiveIntervalTest {

    private static final Duration CALM = Duration.ofSeconds(2);
    private static final Duration NEAR = Duration.ofMillis(200);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AdaptiveInterval interval = new AdaptiveInterval(AdaptiveInterval.Settings.of(CALM, NEAR, 90));

    private Pace at(double second, String sensor, double value) {
        Instant at = START.plusMillis((long) (second * 1000));
        return interval.next(List.of(Reading.of(SensorId.parse(sensor), value, at)));
    }

    @Test
    void pace_coolZone_isCalm() {
        assertThat(at(0, "temp{z}", 60)).isEqualTo(new Pace(CALM, false));
    }

    @Test
    void pace_zoneNearItsOwnTrip_isNear() {
        at(0, "temp.trip{z}", 70);

        assertThat(at(1, "temp{z}", 61.9).untilNext()).isEqualTo(CALM);
        assertThat(at(2, "temp{z}", 62).untilNext()).isEqualTo(NEAR);
    }

    @Test
    void pace_risingFastFarFromTrip_isNear() {
        at(0, "temp{z}", 50);

        assertThat(at(2, "temp{z}", 54).untilNext()).isEqualTo(NEAR);
    }

    @Test
    void pace_oneDegreeStep_isCalm() {
        at(0, "temp{z}", 50);

        assertThat(at(2, "temp{z}", 51).untilNext()).isEqualTo(CALM);
    }

    @Test
    void pace_afterNear_lingersThenCalms() {
        at(0, "temp{z}", 85);

        assertThat(at(2.9, "temp{z}", 80).untilNext()).isEqualTo(NEAR);
        assertThat(at(3.1, "temp{z}", 80).untilNext()).isEqualTo(CALM);
    }

    @Test
    void urgent_noisyZoneAroundTrip_onlyOnFirstCrossing() {
        at(0, "temp{z}", 89);

        assertThat(at(1, "temp{z}", 90).isUrgent()).isTrue();
        assertThat(at(2, "temp{z}", 89).isUrgent()).isFalse();
        assertThat(at(3, "temp{z}", 91).isUrgent()).isFalse();
        at(4, "temp{z}", 86);
        assertThat(at(5, "temp{z}", 90).isUrgent()).isTrue();
    }

    @Test
    void urgent_chargeFallsToBound_once() {
        assertThat(at(0, "battery.charge{BAT0}", 0.21)).isEqualTo(new Pace(NEAR, false));
        assertThat(at(1, "battery.charge{BAT0}", 0.20).isUrgent()).isTrue();
        assertThat(at(2, "battery.charge{BAT0}", 0.20).isUrgent()).isFalse();
        assertThat(at(3, "battery.charge{BAT0}", 0.08).isUrgent()).isTrue();
        assertThat(at(4, "battery.charge{BAT0}", 0.50).isUrgent()).isFalse();
    }

    @Test
    void urgent_unpluggedOrLinkLost_isUrgentBothWays() {
        assertThat(at(0, "mains.online{AC}", 1).isUrgent()).isFalse();
        assertThat(at(1, "mains.online{AC}", 0).isUrgent()).isTrue();
        at(2, "net.up{wlan0}", 1);
        assertThat(at(3, "net.up{wlan0}", 0).isUrgent()).isTrue();
        assertThat(at(4, "net.up{wlan0}", 1).isUrgent()).isTrue();
    }

    @Test
    void pace_shortStallAboveAverage_isNear() {
        at(0, "psi.memory", 0.01);

        assertThat(at(1, "psi.memory{now}", 0.10).untilNext()).isEqualTo(CALM);
        assertThat(at(2, "psi.memory{now}", 0.30).untilNext()).isEqualTo(NEAR);
    }
}
