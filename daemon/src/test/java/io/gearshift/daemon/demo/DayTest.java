package io.gearshift.daemon.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gearshift.daemon.demo.device.FakeDevice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DayTest {

    @Test
    void temperature_betweenKeys_movesEvenly() {
        assertThat(Day.at(9).temperatureC()).isEqualTo(50);
        assertThat(Day.at(14.5).temperatureC()).isCloseTo(73, within(1e-9));
        assertThat(Day.at(20).temperatureC()).isEqualTo(96);
    }

    @Test
    void plugAndLink_changeAtTheirKeys() {
        assertThat(Day.at(5.99).isPlugged()).isTrue();
        assertThat(Day.at(6).isPlugged()).isFalse();
        assertThat(Day.at(26.99).isOnline()).isTrue();
        assertThat(Day.at(27).isOnline()).isFalse();
    }

    /** The checks mean what they say only if the device is then as they say. */
    @Test
    void checks_are_whereTheDeviceIsAsTheySay() {
        assertThat(Day.CHECKS).hasSameSizeAs(Day.Expectation.values());
        for (Day.Check check : Day.CHECKS) {
            var then = Day.at(check.atS());
            switch (check.expectation()) {
                case LIGHT_BEFORE_TRIP -> {
                    assertThat(then.temperatureC()).isBetween(90.0, FakeDevice.TRIP_C);
                    assertThat(Day.at(check.atS() + 0.5).temperatureC()).isGreaterThan(FakeDevice.TRIP_C);
                }
                case LIGHT_ON_EMPTY -> {
                    assertThat(then.batteryRatio()).isCloseTo(0.08, within(1e-9));
                    assertThat(then.isPlugged()).isFalse();
                }
                case LOCAL_WHEN_OFFLINE -> assertThat(then.isOnline()).isFalse();
                case RECOVERED ->
                    assertThat(then.isOnline() && then.isPlugged()).isTrue();
            }
        }
    }

    @Test
    void parts_played_beginOnceEachInOrder() {
        List<String> begun = new ArrayList<>();
        double before = -1;
        for (double now = 0; now <= Day.LENGTH_S; now += 0.125) {
            Day.beginning(before, now).ifPresent(part -> begun.add(part.text()));
            before = now;
        }

        assertThat(begun).isEqualTo(Day.PARTS.stream().map(Day.Part::text).toList());
    }
}
