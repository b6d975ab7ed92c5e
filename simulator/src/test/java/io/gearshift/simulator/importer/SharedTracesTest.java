package io.gearshift.simulator.importer;

import static io.gearshift.simulator.importer.TestingLogs.shared;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole logs of real devices, where they are at hand: name their folder with GEARSHIFT_TRACES. */
class SharedTracesTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "jetson-orin-tegrastats/trt_20260419_013102.raw, tegrastats, 65, 80, 0",
        "jetson-orin-tegrastats/trt_20260419_013102.csv, tegrastats (CSV), 65, 67, 0",
        "android-batterystats-history/pixel_bats.log, batterystats history, 60, 100000, 0",
        "android-batterystats-history/energy_saving.log, batterystats history, 60, 100000, 0",
        "samsung-dumpsys-battery/battery_log.csv, dumpsys battery (CSV), 400, 600, 0",
        "galaxy-s25-thermal/validation_flush_20251126_141146.npz, S25 thermal predictor (npz), 1400, 1450, 0",
        "raspberrypi-training/libtorch_tests__build__metrics.csv, powertop and vcgencmd (CSV), 6000, 8000, 0",
        "raspberrypi-training/ipynb_checkpoints__system_metrics-checkpoint.csv, 'powertop and vcgencmd (CSV, long)', 100, 9000000, 60",
        "powerjoular-distilled-models/gpt_runner_experiment_1__run_0__powerjoular.csv, PowerJoular, 700, 900, 0",
        "raspberrypi-psutil/cpu.csv, psutil cpu_times (CSV), 200, 100000, 0",
        "raspberrypi-psutil/vmemory.csv, psutil virtual_memory (CSV), 200, 100000, 0",
        "raspberrypi-psutil/net.csv, psutil net_io_counters (CSV), 20, 30, 0",
        "android-battery-2011/battery_log.csv, battery broadcasts (CSV), 400000, 600000, 0",
        "jetson-power-fl/20250328__power_jetson_2025-03-28_015632.827713.csv, board power (CSV), 20, 40, 0",
        "samsung-dumpsys-battery/power_metrics.csv, CPU and GPU power (CSV), 80, 90, 0",
        "juno-thermal-ftrace/trace.txt, thermal trace events, 6, 10, 0",
        "azure-vm-noise/cpu_stress_long_eastus_B8ms.csv, speed of rented machines (CSV), 33000000, 34000000, 0",
        "android-component-energy/Mi_9T__Baseline__results_e95e6a18_2020.04.14_200114.csv, component energies (Android Runner), 178, 182, 0",
        "android-component-energy/Mi_9T__Cpu_High_Frequency__results_e95e6a18_2020.04.17_101320.csv, component energies (Android Runner), 178, 182, 0",
        "android-component-energy/Nexus_5X__Networking_High_Frequency__results_01e15fb3cab04245_2020.05.07_133243.csv, component energies (Android Runner), 178, 182, 0"
    })
    void realLog_isReadThroughout(String file, String format, long least, long most, long refused) throws Exception {
        ImportedLog log = new Importers().read(shared(file), null);

        assertThat(log.format()).isEqualTo(format);
        assertThat(log.length()).isBetween(Duration.ofSeconds(least), Duration.ofSeconds(most));
        assertThat(log.refusedCount()).as("%s", log.refused()).isLessThanOrEqualTo(refused);
    }
}
