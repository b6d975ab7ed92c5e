package io.gearshift.core.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.policy.Charge;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Heat;
import io.gearshift.core.policy.Pressure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every band below, at and above its bounds, on the way up and on the way down. */
class BandsTest {

    private final TestingDevice device = new TestingDevice();

    /** The trip point is 90 °C: bounds at 70/66, 82/78 and 90/87. */
    @ParameterizedTest
    @CsvSource({
        "40, 69.9, COOL",
        "40, 70, WARM",
        "40, 81.9, WARM",
        "40, 82, HOT",
        "40, 89.9, HOT",
        "40, 90, CRITICAL",
        "75, 66.1, WARM",
        "75, 66, WARM",
        "75, 65.9, COOL",
        "84, 78, HOT",
        "84, 77.9, WARM",
        "84, 65.9, COOL",
        "95, 87, CRITICAL",
        "95, 86.9, HOT",
        "95, 77.9, WARM"
    })
    void heat_bounds(double before, double now, Heat expected) {
        device.calm("temp{z}", before);

        assertThat(device.calm("temp{z}", now).heat()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 0.201, OK",
        "0.5, 0.2, LOW",
        "0.5, 0.101, LOW",
        "0.5, 0.1, CRITICAL",
        "0.15, 0.23, LOW",
        "0.15, 0.231, OK",
        "0.05, 0.12, CRITICAL",
        "0.05, 0.121, LOW",
        "0.05, 0.24, OK"
    })
    void charge_bounds(double before, double now, Charge expected) {
        device.calm("battery.charge{BAT0}", before);

        assertThat(device.calm("battery.charge{BAT0}", now).battery()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "psi.cpu, 0, 0.299, CALM",
        "psi.cpu, 0, 0.3, BUSY",
        "psi.cpu, 0, 0.65, SATURATED",
        "psi.cpu, 0.4, 0.18, BUSY",
        "psi.cpu, 0.4, 0.179, CALM",
        "psi.cpu, 0.7, 0.5, SATURATED",
        "psi.cpu, 0.7, 0.499, BUSY",
        "cpu.load{total}, 0, 0.849, CALM",
        "cpu.load{total}, 0, 0.85, BUSY",
        "cpu.load{total}, 0, 0.97, SATURATED",
        "cpu.load{total}, 0.9, 0.7, BUSY",
        "cpu.load{total}, 0.9, 0.699, CALM"
    })
    void cpu_bounds(String sensor, double before, double now, Pressure expected) {
        device.calm(sensor, before);

        assertThat(device.calm(sensor, now).cpu()).isEqualTo(expected);
    }

    @Test
    void cpu_pressureKnown_countsBeforeTheBusyShare() {
        assertThat(device.sense("cpu.load{total}", 1.0, "psi.cpu", 0.0).cpu()).isEqualTo(Pressure.CALM);
    }

    @ParameterizedTest
    @CsvSource({
        "0.16, 0, CALM",
        "0.15, 0, BUSY",
        "0.069, 0, SATURATED",
        "0.5, 0.099, CALM",
        "0.5, 0.1, BUSY",
        "0.5, 0.3, SATURATED",
        "0.069, 0.1, SATURATED"
    })
    void memory_theWorseOfAmountAndStall(double available, double stalled, Pressure expected) {
        Device view = device.sense("mem.total", 1000, "mem.available", 1000 * available, "psi.memory", stalled);

        assertThat(view.memory()).isEqualTo(expected);
        assertThat(view.memoryAvailableRatio()).isEqualTo(available);
    }

    @Test
    void memory_limitOfTheGroup_countsWhenItIsLess() {
        Device view =
                device.sense("mem.total", 1000, "mem.available", 900, "cgroup.mem_limit", 200, "cgroup.mem_used", 150);

        assertThat(view.memoryAvailableBytes()).isEqualTo(50);
        assertThat(view.memoryAvailableRatio()).isEqualTo(0.25);
    }

    @Test
    void nothingSensed_everythingIsUnknown_notZero() {
        Device view = device.sense();

        assertThat(view).isEqualTo(Device.unknown());
        assertThat(view.temperatureC()).isNull();
        assertThat(view.batteryRatio()).isNull();
    }

    @Test
    void temperature_oneOfTwoZonesFallsSilent_isNotLost() {
        device.sense("temp{skin}", 41, "temp{z}", 50);

        Device one = device.pass(11).sense("temp{z}", 50);

        assertThat(one.hasStaleTemperature()).isFalse();
        assertThat(one.staleSensors()).containsExactly("temp{skin}");
        assertThat(one.temperatureC()).isEqualTo(50);
    }

    @Test
    void values_grownOld_areUnknownAndNamedStale() {
        device.sense("temp{z}", 95, "battery.charge{BAT0}", 0.05, "psi.cpu", 0.9);

        Device fresh = device.pass(10).sense();
        Device stale = device.pass(0.001).sense();

        assertThat(fresh.heat()).isEqualTo(Heat.CRITICAL);
        assertThat(fresh.hasStaleTemperature()).isFalse();
        assertThat(stale.heat()).isEqualTo(Heat.UNKNOWN);
        assertThat(stale.battery()).isEqualTo(Charge.UNKNOWN);
        assertThat(stale.cpu()).isEqualTo(Pressure.UNKNOWN);
        assertThat(stale.temperatureC()).isNull();
        assertThat(stale.hasStaleTemperature()).isTrue();
        assertThat(stale.hasStaleBattery()).isTrue();
        assertThat(stale.staleSensors()).containsExactly("psi.cpu", "temp{z}", "battery.charge{BAT0}");
    }

    @Test
    void sensor_silentForLong_isForgotten() {
        device.sense("temp{z}", 95);

        assertThat(device.pass(600).sense().staleSensors()).containsExactly("temp{z}");
        assertThat(device.pass(1).sense().staleSensors()).isEmpty();
    }

    @Test
    void reading_olderThanTheHeldOne_isIgnored() {
        device.sense("temp{z}", 60);

        assertThat(device.pass(-5).sense("temp{z}", 95).temperatureC()).isEqualTo(60);
    }

    @Test
    void hotFor_countsFromHot_throughCritical_untilLeft() {
        assertThat(device.calm("temp{z}", 80).hotForMs()).isZero();
        assertThat(device.calm("temp{z}", 83).hotForMs()).isZero();
        assertThat(device.calm("temp{z}", 95).hotForMs()).isEqualTo(120_000);
        assertThat(device.calm("temp{z}", 79).hotForMs()).isEqualTo(240_000);
        assertThat(device.calm("temp{z}", 70).hotForMs()).isZero();
    }

    @Test
    void busyFor_countsFromBusy() {
        device.calm("psi.cpu", 0.4);

        assertThat(device.calm("psi.cpu", 0.9).busyForMs()).isEqualTo(120_000);
        assertThat(device.calm("psi.cpu", 0.1).busyForMs()).isZero();
    }
}
