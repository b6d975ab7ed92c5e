package io.gearshift.simulator.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gearshift.simulator.plant.BatteryModel.Drawn;
import io.gearshift.simulator.plant.OpenCircuitCurve.Knot;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatteryModelTest {

    private static final OpenCircuitCurve FLAT = new OpenCircuitCurve(List.of(new Knot(0, 3.7), new Knot(1, 3.7)));
    private static final OpenCircuitCurve LINE = new OpenCircuitCurve(List.of(new Knot(0, 3.2), new Knot(1, 4.2)));
    private static final BatteryModel PHONE = new BatteryModel(4 * 3600, 0.12, OpenCircuitCurve.lithiumIon());

    @Test
    void flatCurve_countsCoulombs() {
        BatteryModel battery = new BatteryModel(3600, 0.1, FLAT);
        double currentA = (3.7 - Math.sqrt(3.7 * 3.7 - 4 * 0.1 * 5)) / 0.2;

        Drawn drawn = battery.draw(0.8, 5, 600);

        assertThat(drawn.chargeRatio()).isCloseTo(0.8 - currentA * 600 / 3600, within(1e-12));
        assertThat(drawn.lossJ()).isCloseTo(currentA * currentA * 0.1 * 600, within(1e-8));
        assertThat(drawn.suppliedS()).isEqualTo(600);
    }

    /** Without resistance the energy is the area under the line. */
    @Test
    void line_noResistance_isTheClosedForm() {
        BatteryModel battery = new BatteryModel(10_000, 0, LINE);
        double startV = 4.0;
        double endV = Math.sqrt(startV * startV - 2 * 4 * 1500 / 10_000.0);

        assertThat(battery.draw(0.8, 4, 1500).chargeRatio()).isCloseTo(endV - 3.2, within(1e-12));
        assertThat(battery.energyJ(0.5)).isCloseTo(10_000 * 0.5 * (3.2 + 3.7) / 2, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"0.9, 6, 5000", "0.3, 1.5, 9000", "0.2, -8, 4000", "0.02, 2, 300"})
    void lithiumCurve_againstTinySteps_agrees(double charge, double powerW, double seconds) {
        double ratio = charge;
        double lossJ = 0;
        int steps = 200_000;
        for (int i = 0; i < steps; i++) {
            double h = seconds / steps;
            double half = ratio - currentA(ratio, powerW) * h / 2 / PHONE.capacityAs();
            double amperes = currentA(half, powerW);
            ratio -= amperes * h / PHONE.capacityAs();
            lossJ += amperes * amperes * PHONE.resistanceOhm() * h;
        }

        Drawn drawn = PHONE.draw(charge, powerW, seconds);

        assertThat(drawn.chargeRatio()).isCloseTo(ratio, within(1e-6));
        assertThat(drawn.lossJ()).isCloseTo(lossJ, within(1e-4 * lossJ + 1e-3));
    }

    private static double currentA(double ratio, double powerW) {
        return powerW / PHONE.terminalVolt(ratio, powerW);
    }

    @Test
    void oneStepOrMany_isTheSame() {
        double charge = 0.95;
        double lossJ = 0;
        for (int i = 0; i < 700; i++) {
            Drawn drawn = PHONE.draw(charge, 4, 10);
            charge = drawn.chargeRatio();
            lossJ += drawn.lossJ();
        }

        Drawn once = PHONE.draw(0.95, 4, 7000);

        assertThat(charge).isCloseTo(once.chargeRatio(), within(1e-9));
        assertThat(lossJ).isCloseTo(once.lossJ(), within(1e-5));
    }

    @Test
    void energy_isNeitherMadeNorLost() {
        Drawn drawn = PHONE.draw(0.9, 5, 3600);

        double takenJ = PHONE.energyJ(0.9) - PHONE.energyJ(drawn.chargeRatio());
        assertThat(takenJ).isCloseTo(5 * 3600 + drawn.lossJ(), within(1e-6));
    }

    @Test
    void emptyOrFull_endsTheStepThere() {
        Drawn empty = new BatteryModel(3600, 0, FLAT).draw(0.1, 3.7, 10_000);
        Drawn full = new BatteryModel(3600, 0, FLAT).draw(0.9, -3.7, 10_000);

        assertThat(empty.chargeRatio()).isZero();
        assertThat(empty.suppliedS()).isCloseTo(360, within(1e-9));
        assertThat(full.chargeRatio()).isEqualTo(1);
        assertThat(full.suppliedS()).isCloseTo(360, within(1e-9));
    }

    /** At 3.2 V at rest and 0.5 ohm, 5.12 W is the most. */
    @Test
    void tooMuchPower_isNotGiven() {
        BatteryModel weak = new BatteryModel(3600, 0.5, LINE);

        Drawn drawn = weak.draw(0.5, 6, 100_000);

        double open = LINE.volt(drawn.chargeRatio());
        assertThat(open * open / (4 * 0.5)).isCloseTo(6, within(1e-9));
        assertThat(drawn.suppliedS()).isBetween(1.0, 3000.0);
        assertThat(weak.draw(0, 5, 10).suppliedS()).isZero();
        assertThat(weak.terminalVolt(0.1, 9)).isNaN();
    }

    @Test
    void curve_thatFalls_isRefused() {
        assertThatThrownBy(() -> new OpenCircuitCurve(List.of(new Knot(0, 4), new Knot(1, 3))))
                .hasMessageContaining("never falling");
    }
}
