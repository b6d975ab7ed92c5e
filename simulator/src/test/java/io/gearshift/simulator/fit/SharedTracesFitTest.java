package io.gearshift.simulator.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gearshift.core.reading.SensorId;
import io.gearshift.simulator.importer.ImportedLog;
import io.gearshift.simulator.importer.Importers;
import io.gearshift.simulator.importer.TestingLogs;
import io.gearshift.simulator.plant.ThermalNetwork;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fits of real devices, held against the part of their logs that was not fitted. Name the logs' folder with GEARSHIFT_TRACES. */
class SharedTracesFitTest {

    private static ImportedLog shared(String file) throws Exception {
        return new Importers().read(TestingLogs.shared(file), null);
    }

    private static Series series(ImportedLog log, String output, String... inputs) throws FitException {
        return LogSeries.of(log, List.of(inputs).stream().map(SensorId::parse).toList(), SensorId.parse(output));
    }

    @Test
    void jetson_temperatureFromBoardPower_isWithinAFifthOfADegree() throws Exception {
        Series series = series(shared("jetson-orin-tegrastats/trt_20260419_013102.raw"), "temp{soc0}", "power{VDD_IN}");

        ResponseFit.Result found = new ResponseFit(2, 0.7).fit(series);
        ThermalNetwork network = Cauer.network("soc0", found.response());

        assertThat(found.errors().heldOutRmse()).isLessThan(0.2);
        assertThat(found.errors().steadyRmse()).isGreaterThan(2);
        assertThat(network.zones())
                .allSatisfy(zone -> assertThat(zone.capacityJPerK()).isBetween(1.0, 200.0));
    }

    @Test
    void phone_voltageFromCurrent_isWithinTwentyMillivolt() throws Exception {
        Series series = series(
                shared("samsung-dumpsys-battery/battery_log.csv"),
                "battery.voltage{battery}",
                "battery.current{battery}",
                "battery.charge{battery}");

        BatteryFit.Result found = new BatteryFit(0.7).fit(series);

        assertThat(found.errors().heldOutRmse()).isLessThan(0.02);
        assertThat(found.resistanceOhm()).isCloseTo(0.04, within(0.02));
        assertThat(found.capacityAs())
                .as("a point of charge is too little to tell")
                .isNaN();
    }

    @Test
    void raspberry_powerFromLoad_isBetterThanTheLastValue() throws Exception {
        Series series = series(
                shared("raspberrypi-training/libtorch_tests__build__libtorch_mnist_final_run.csv"),
                "power{powertop}",
                "cpu.load{total}");

        PowerFit.Result found = new PowerFit(0.7).fit(series);

        assertThat(found.errors().heldOutRmse()).isLessThan(found.errors().steadyRmse() / 2);
        assertThat(found.idleW()).isBetween(0.1, 1.0);
    }
}
