package io.gearshift.core.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Heat;
import io.gearshift.core.policy.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceFoldTest {

    private final TestingDevice device = new TestingDevice();

    private Device ramp(double fromC, double perS, int seconds) {
        Device view = Device.unknown();
        for (int i = 0; i <= seconds; i++) {
            view = device.sense("temp{z}", fromC + perS * i);
            device.pass(1);
        }
        return view;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.25, 0.5, 1})
    void trend_steadyRamp_isItsSlopeAndForecast(double perS) {
        Device view = ramp(30, perS, 40);

        double level = 30 + 40 * perS;
        assertThat(view.trendCPerS()).isCloseTo(perS, within(0.02 * perS));
        assertThat(view.secondsToTrip()).isCloseTo((90 - level) / perS, within(0.05 * (90 - level) / perS));
    }

    @Test
    void trend_unevenSampling_changesNothing() {
        Random random = new Random(7);
        double at = 0;
        Device view = device.sense("temp{z}", 30);
        while (at < 60) {
            double step = 0.2 + 2 * random.nextDouble();
            at += step;
            view = device.pass(step).sense("temp{z}", 30 + 0.3 * at);
        }
        assertThat(view.trendCPerS()).isCloseTo(0.3, within(0.02));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.04, -0.5})
    void forecast_notRising_isNone(double perS) {
        assertThat(ramp(60, perS, 40).secondsToTrip()).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void forecast_noiseOfOneDegree_isNeverTakenForHeating(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 600; i++) {
            Device view = device.pass(1).sense("temp{z}", 75 + 2 * random.nextDouble() - 1);
            assertThat(view.heat()).isEqualTo(Heat.WARM);
        }
    }

    /** 70 °C and rising 1 °C/s: 20 s to the trip point, long before the temperature itself is near. */
    @Test
    void heat_forecastUnder30s_isHotAheadOfTheTemperature() {
        List<Heat> heats = new ArrayList<>();
        for (int i = 0; i <= 30; i++) {
            heats.add(device.pass(1).sense("temp{z}", 40 + i).heat());
        }
        assertThat(heats.get(10)).isEqualTo(Heat.COOL);
        assertThat(heats.get(30)).isEqualTo(Heat.HOT);
    }

    @Test
    void trend_afterALongGap_startsAnew() {
        ramp(30, 1, 20);

        assertThat(device.pass(31).sense("temp{z}", 80).trendCPerS()).isZero();
    }

    @Test
    void trip_ofTheZone_countsBeforeTheAssumedOne_dummiesDoNot() {
        assertThat(device.sense("temp{z}", 60, "temp.trip{z}", 70).headroomC()).isEqualTo(10);
        assertThat(device.sense("temp{z}", 60, "temp.trip{z}", 0).headroomC()).isEqualTo(30);
    }

    @Test
    void zone_nearestItsTrip_isShownByItsKernelName() {
        Device view = device.sense("temp{a} acpitz", 60, "temp{b} battery", 40, "temp{c} x86_pkg_temp", 70);

        assertThat(view.hottestZone()).isEqualTo("battery");
        assertThat(view.tripC()).isEqualTo(45);
        assertThat(view.headroomC()).isEqualTo(5);
    }

    @Test
    void throttling_slowedProcessor_notAFan() {
        assertThat(device.sense("cooling.state{c0} Fan", 1).isThrottled()).isFalse();
        assertThat(device.sense("cooling.state{c1} Processor", 0.1).isThrottled())
                .isTrue();
    }

    @Test
    void throttling_counterThatGrows_countsForTenSeconds() {
        assertThat(device.sense("cpu.throttles", 500).isThrottled()).isFalse();
        assertThat(device.pass(1).sense("cpu.throttles", 501).isThrottled()).isTrue();
        assertThat(device.pass(10).sense("cpu.throttles", 501).isThrottled()).isTrue();
        assertThat(device.pass(0.1).sense("cpu.throttles", 501).isThrottled()).isFalse();
    }

    @Test
    void batteries_capacitiesKnown_areWeightedByThem() {
        Device view = device.sense(
                "battery.charge{BAT0}",
                1.0,
                "battery.energy_full{BAT0}",
                30_000,
                "battery.charge{BAT1}",
                0.2,
                "battery.energy_full{BAT1}",
                90_000,
                "battery.energy{BAT0}",
                30_000,
                "battery.energy{BAT1}",
                18_000,
                "battery.power{BAT0}",
                0,
                "battery.power{BAT1}",
                12);

        assertThat(view.batteryRatio()).isCloseTo(0.4, within(1e-9));
        assertThat(view.batteryPowerW()).isEqualTo(12);
        assertThat(view.secondsToEmpty()).isEqualTo(4000);
        assertThat(view.powerW()).isEqualTo(12);
    }

    @Test
    void batteries_oneCapacityUnknown_arePlainMean() {
        Device view = device.sense(
                "battery.charge{BAT0}", 1.0, "battery.energy_full{BAT0}", 30_000, "battery.charge{BAT1}", 0.2);

        assertThat(view.batteryRatio()).isCloseTo(0.6, within(1e-9));
    }

    @Test
    void battery_onMains_hasNoTimeToEmpty() {
        Device view = device.sense(
                "battery.charge{B}", 0.5, "battery.energy{B}", 1000, "battery.power{B}", 5, "mains.online{AC}", 1);

        assertThat(view.isCharging()).isTrue();
        assertThat(view.secondsToEmpty()).isNull();
    }

    @Test
    void power_packageCounter_countsBeforeHwmonAndBattery() {
        device.sense("energy{intel-rapl:0}", 100, "energy{intel-rapl:0:0}", 50, "power{hwmon0/power1}", 40);
        Device view = device.pass(2)
                .sense("energy{intel-rapl:0}", 120, "energy{intel-rapl:0:0}", 60, "power{hwmon0/power1}", 40);

        assertThat(view.powerW()).isEqualTo(10);
    }

    @Test
    void power_counterReset_isUnknownUntilTheNextPair() {
        device.sense("energy{intel-rapl:0}", 100);
        device.pass(1).sense("energy{intel-rapl:0}", 105);

        assertThat(device.pass(1).sense("energy{intel-rapl:0}", 3).powerW()).isNull();
        assertThat(device.pass(1).sense("energy{intel-rapl:0}", 10).powerW()).isEqualTo(7);
    }

    @Test
    void network_links_tellTogether() {
        assertThat(device.sense().network()).isEqualTo(Network.UNKNOWN);
        assertThat(device.sense("net.up{eth0}", 0, "net.up{wlan0}", 0).network())
                .isEqualTo(Network.OFFLINE);
        assertThat(device.sense("net.up{wlan0}", 1).network()).isEqualTo(Network.ONLINE);
        assertThat(device.sense("net.metered{wlan0}", 1).network()).isEqualTo(Network.METERED);
        assertThat(device.sense("net.up{eth0}", 1).network()).isEqualTo(Network.ONLINE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void fold_sameReadings_givesEqualStates(long seed) {
        assertThat(random(seed)).isEqualTo(random(seed)).isNotEqualTo(random(seed + 100));
    }

    private static DeviceState random(long seed) {
        Random random = new Random(seed);
        TestingDevice device = new TestingDevice();
        String[] sensors = {"temp{a}", "temp{b}", "psi.cpu", "battery.charge{B}", "energy{r:0}", "cpu.throttles"};
        for (int i = 0; i < 500; i++) {
            device.pass(random.nextDouble()).sense(sensors[random.nextInt(sensors.length)], 100 * random.nextDouble());
        }
        return device.state();
    }
}
