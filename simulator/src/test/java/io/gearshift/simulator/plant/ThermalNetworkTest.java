package io.gearshift.simulator.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gearshift.simulator.plant.ThermalNetwork.Coupling;
import io.gearshift.simulator.plant.ThermalNetwork.Zone;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThermalNetworkTest {

    private static final ThermalNetwork ONE = new ThermalNetwork(List.of(new Zone("soc", 20, 0.1)), List.of());

    private static final ThermalNetwork PHONE = new ThermalNetwork(
            List.of(new Zone("soc", 4, 0), new Zone("battery", 60, 0.01), new Zone("skin", 90, 0.25)),
            List.of(
                    new Coupling("soc", "battery", 0.15),
                    new Coupling("soc", "skin", 0.4),
                    new Coupling("battery", "skin", 0.6)));

    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 0.1, 1, 60, 3600, 86_400})
    void oneZone_anyStep_isTheClosedForm(double seconds) {
        double expected = 25 + 30 + (40 - 25 - 30) * Math.exp(-seconds * 0.1 / 20);

        double after = ONE.after(new double[] {40}, new double[] {3}, 25, seconds)[0];

        assertThat(after).isCloseTo(expected, within(1e-9));
    }

    @Test
    void twoZones_noAmbient_isTheClosedForm() {
        ThermalNetwork closed = new ThermalNetwork(
                List.of(new Zone("a", 2, 0), new Zone("b", 6, 0)), List.of(new Coupling("a", "b", 0.5)));
        double rate = 0.5 * (1 / 2.0 + 1 / 6.0);
        double mean = (2 * 80 + 6 * 20) / 8.0;

        double[] after = closed.after(new double[] {80, 20}, new double[] {0, 0}, -40, 3);

        assertThat(after[0] - after[1]).isCloseTo(60 * Math.exp(-3 * rate), within(1e-9));
        assertThat((2 * after[0] + 6 * after[1]) / 8).isCloseTo(mean, within(1e-9));
    }

    @Test
    void closedBox_heated_storesEveryJoule() {
        ThermalNetwork closed = new ThermalNetwork(
                List.of(new Zone("a", 2, 0), new Zone("b", 6, 0)), List.of(new Coupling("a", "b", 0.5)));

        double[] after = closed.after(new double[] {20, 20}, new double[] {4, 0}, 20, 1000);

        assertThat(2 * (after[0] - 20) + 6 * (after[1] - 20)).isCloseTo(4000, within(1e-6));
    }

    @Test
    void network_longStep_reachesTheSolutionOfTheResistances() {
        double[] after = PHONE.after(new double[] {25, 25, 25}, new double[] {3, 0.2, 0}, 25, 1e6);

        double toAir = 0.01 * (after[1] - 25) + 0.25 * (after[2] - 25);
        double fromSoc = 0.15 * (after[0] - after[1]) + 0.4 * (after[0] - after[2]);
        assertThat(toAir).isCloseTo(3.2, within(1e-9));
        assertThat(fromSoc).isCloseTo(3, within(1e-9));
    }

    @Test
    void network_oneStepOrMany_isTheSame() {
        double[] start = {70, 31, 28};
        double[] power = {2, 0.1, 0};

        double[] many = start;
        for (int i = 0; i < 1000; i++) {
            many = PHONE.after(many, power, 22, 0.37);
        }

        assertThat(many).containsExactly(PHONE.after(start, power, 22, 370), within(1e-9));
    }

    @Test
    void network_againstTinyRungeKuttaSteps_agrees() {
        double[] state = {70, 31, 28};
        double[] exact = PHONE.after(state, new double[] {2, 0.1, 0}, 22, 50);
        double h = 0.01;
        for (int i = 0; i < 5000; i++) {
            double[] k1 = slope(state);
            double[] k2 = slope(moved(state, k1, h / 2));
            double[] k3 = slope(moved(state, k2, h / 2));
            double[] k4 = slope(moved(state, k3, h));
            double[] next = new double[3];
            for (int z = 0; z < 3; z++) {
                next[z] = state[z] + h / 6 * (k1[z] + 2 * k2[z] + 2 * k3[z] + k4[z]);
            }
            state = next;
        }

        assertThat(exact).containsExactly(state, within(1e-8));
    }

    private static double[] slope(double[] t) {
        return new double[] {
            (2 - 0.15 * (t[0] - t[1]) - 0.4 * (t[0] - t[2])) / 4,
            (0.1 - 0.01 * (t[1] - 22) - 0.15 * (t[1] - t[0]) - 0.6 * (t[1] - t[2])) / 60,
            (-0.25 * (t[2] - 22) - 0.4 * (t[2] - t[0]) - 0.6 * (t[2] - t[1])) / 90
        };
    }

    private static double[] moved(double[] t, double[] slope, double h) {
        return new double[] {t[0] + h * slope[0], t[1] + h * slope[1], t[2] + h * slope[2]};
    }

    @Test
    void network_morePowerOrWarmer_isNeverCooler() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 200; i++) {
            double[] t = {random.nextDouble(90), random.nextDouble(60), random.nextDouble(60)};
            double[] warmer = {t[0] + random.nextDouble(5), t[1], t[2] + random.nextDouble(5)};
            double seconds = StrictMath.pow(10, random.nextDouble(-3, 4));
            double[] low = PHONE.after(t, new double[] {1, 0, 0}, 20, seconds);
            double[] high = PHONE.after(warmer, new double[] {1.5, 0, 0.1}, 20, seconds);
            for (int z = 0; z < 3; z++) {
                assertThat(high[z]).isGreaterThanOrEqualTo(low[z] - 1e-9);
            }
        }
    }

    @Test
    void coupling_ofUnknownZone_isRefusedByName() {
        assertThatThrownBy(() ->
                        new ThermalNetwork(List.of(new Zone("soc", 1, 1)), List.of(new Coupling("soc", "skni", 1))))
                .hasMessage("skni: zone (expected: one of [soc])");
        assertThatThrownBy(() -> new Zone("soc", 0, 1)).hasMessage("soc.capacityJPerK: 0.0 (expected: > 0)");
    }
}
