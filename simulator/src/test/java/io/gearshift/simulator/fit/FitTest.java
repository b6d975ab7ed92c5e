package io.gearshift.simulator.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gearshift.simulator.plant.BatteryModel;
import io.gearshift.simulator.plant.OpenCircuitCurve;
import io.gearshift.simulator.plant.OpenCircuitCurve.Knot;
import io.gearshift.simulator.plant.ThermalNetwork;
import io.gearshift.simulator.plant.ThermalNetwork.Coupling;
import io.gearshift.simulator.plant.ThermalNetwork.Zone;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FitTest {

    private static final ThermalNetwork TWO = new ThermalNetwork(
            List.of(new Zone("soc", 5, 0), new Zone("case", 80, 0.4)), List.of(new Coupling("soc", "case", 0.8)));

    /** Power in bursts of irregular length; what the device model makes of it, with a gauge's noise. */
    private static Series heated(ThermalNetwork network, int size, double noiseC, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] time = new double[size];
        double[] power = new double[size];
        double[] measured = new double[size];
        double[] state = new double[network.zones().size()];
        java.util.Arrays.fill(state, 31);
        double watts = 2;
        for (int i = 0; i < size; i++) {
            time[i] = i == 0 ? 0 : time[i - 1] + 0.5 + random.nextDouble();
            if (i > 0) {
                double[] heat = new double[state.length];
                heat[0] = power[i - 1];
                state = network.after(state, heat, 22, time[i] - time[i - 1]);
            }
            watts = random.nextInt(25) == 0 ? random.nextDouble(0.5, 8) : watts;
            power[i] = watts;
            measured[i] = state[0] + noiseC * (random.nextDouble() - 0.5);
        }
        return new Series(time, List.of(power), measured);
    }

    @Test
    void temperature_oneBody_isFoundExactly() throws Exception {
        ThermalNetwork one = new ThermalNetwork(List.of(new Zone("soc", 20, 0.5)), List.of());

        ResponseFit.Result found = new ResponseFit(1, 0.7).fit(heated(one, 400, 0, 1));
        Zone zone = Cauer.network("soc", found.response()).zones().get(0);

        assertThat(zone.capacityJPerK()).isCloseTo(20, within(0.01));
        assertThat(zone.toAmbientWPerK()).isCloseTo(0.5, within(1e-4));
        assertThat(found.response().base()).isCloseTo(22, within(0.01));
        assertThat(found.errors().heldOutRmse()).isLessThan(0.01);
    }

    @Test
    void temperature_twoBodies_areFoundAsANetwork() throws Exception {
        ResponseFit.Result found = new ResponseFit(2, 0.7).fit(heated(TWO, 1500, 0, 2));
        ThermalNetwork network = Cauer.network("soc", found.response());

        assertThat(network.zones().get(0).capacityJPerK()).isCloseTo(5, within(0.05));
        assertThat(network.zones().get(1).capacityJPerK()).isCloseTo(80, within(1.0));
        assertThat(network.zones().get(1).toAmbientWPerK()).isCloseTo(0.4, within(0.01));
        assertThat(network.couplings().get(0).conductanceWPerK()).isCloseTo(0.8, within(0.01));
        assertThat(found.errors().heldOutRmse()).isLessThan(0.02);
    }

    @Test
    void temperature_withNoise_isHeldOutToTheNoise() throws Exception {
        Errors errors = new ResponseFit(2, 0.7).fit(heated(TWO, 1500, 1, 3)).errors();

        assertThat(errors.heldOutRmse()).isBetween(0.2, 0.4);
        assertThat(errors.heldOutRmse()).isLessThan(errors.steadyRmse() / 3);
        assertThat(errors.fittedCount()).isEqualTo(1050);
        assertThat(errors.heldOutCount()).isEqualTo(450);
    }

    /** The held-out part must not help: changing it changes nothing that was found. */
    @Test
    void heldOutPart_isNotLookedAt() throws Exception {
        Series series = heated(TWO, 600, 1, 4);
        double[] changed = series.output().clone();
        for (int i = 420; i < changed.length; i++) {
            changed[i] += 20;
        }

        Response found = new ResponseFit(2, 0.7).fit(series).response();
        ResponseFit.Result other = new ResponseFit(2, 0.7).fit(new Series(series.timeS(), series.inputs(), changed));

        assertThat(other.response().tauS()).containsExactly(found.tauS());
        assertThat(other.errors().heldOutRmse()).isGreaterThan(15);
    }

    @Test
    void network_ofAResponse_answersAsTheResponse() throws Exception {
        Response response = new Response(25, new double[] {4, 300}, new double[][] {{2.5}, {6}}, new double[] {0, 0});
        ThermalNetwork network = Cauer.network("soc", response);
        for (double seconds : new double[] {0.5, 5, 100, 5000}) {
            double expected = 25 + 3 * (2.5 * (1 - Math.exp(-seconds / 4)) + 6 * (1 - Math.exp(-seconds / 300)));
            assertThat(network.after(new double[] {25, 25}, new double[] {3, 0}, 25, seconds)[0])
                    .isCloseTo(expected, within(1e-9));
        }
    }

    @Test
    void input_thatNeverChanges_isRefused() {
        double[] time =
                java.util.stream.IntStream.range(0, 100).mapToDouble(i -> i).toArray();
        Series flat = new Series(time, List.of(new double[100]), new double[100]);

        assertThatThrownBy(() -> new ResponseFit(1, 0.7).fit(flat)).hasMessageContaining("one that changes");
        assertThatThrownBy(() -> new ResponseFit(1, 0.7).fit(flat.part(0, 10))).hasMessageContaining("at least 20");
    }

    @Test
    void battery_ofTheModel_isFoundAgain() throws Exception {
        BatteryModel truth =
                new BatteryModel(10_000, 0.15, new OpenCircuitCurve(List.of(new Knot(0, 3.3), new Knot(1, 4.2))));
        SplittableRandom random = new SplittableRandom(5);
        int n = 400;
        double[] time = new double[n];
        double[] current = new double[n];
        double[] charge = new double[n];
        double[] volt = new double[n];
        double ratio = 0.9;
        for (int i = 0; i < n; i++) {
            double watts = random.nextDouble(1, 6);
            time[i] = 10 * i;
            charge[i] = ratio;
            volt[i] = truth.terminalVolt(ratio, watts);
            current[i] = watts / volt[i];
            ratio = truth.draw(ratio, watts, 10).chargeRatio();
        }

        BatteryFit.Result found = new BatteryFit(0.7).fit(new Series(time, List.of(current, charge), volt));

        assertThat(found.resistanceOhm()).isCloseTo(0.15, within(1e-6));
        assertThat(found.capacityAs()).isCloseTo(10_000, within(30.0));
        assertThat(found.highVolt()).isCloseTo(3.3 + 0.9 * 0.9, within(1e-6));
        assertThat(found.errors().heldOutRmse()).isLessThan(1e-6);
    }

    @Test
    void power_ofComponents_isFoundAgain_andNeverNegative() throws Exception {
        SplittableRandom random = new SplittableRandom(6);
        int n = 200;
        double[] time = new double[n];
        double[] cpu = new double[n];
        double[] gpu = new double[n];
        double[] watts = new double[n];
        for (int i = 0; i < n; i++) {
            time[i] = i;
            cpu[i] = random.nextDouble();
            gpu[i] = random.nextDouble();
            watts[i] = 1.2 + 4 * cpu[i];
        }
        Series series = new Series(time, List.of(cpu, gpu), watts);

        PowerFit.Result found = new PowerFit(0.5).fit(series);

        assertThat(found.idleW()).isCloseTo(1.2, within(1e-9));
        assertThat(found.activeW()[0]).isCloseTo(4, within(1e-9));
        assertThat(found.activeW()[1]).isBetween(0.0, 1e-9);
        assertThat(found.errors().heldOutRmse()).isLessThan(1e-9);
    }
}
