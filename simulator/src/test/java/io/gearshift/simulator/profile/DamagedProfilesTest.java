package io.gearshift.simulator.profile;

import static io.gearshift.simulator.profile.TestingProfiles.read;
import static io.gearshift.simulator.profile.TestingProfiles.refused;
import static io.gearshift.simulator.profile.TestingProfiles.row;
import static io.gearshift.simulator.profile.TestingProfiles.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Broken lines, cut files and wrong units: what is wrong is refused at its line, and the rest is kept. */
class DamagedProfilesTest {

    @Test
    void markdown_cellsMissingOrOver_areRefused() throws Exception {
        ProfileSet set = read("table.md", """
                # Boards

                | Board | Framework | Connection | Net A (ms) |
                |---|---|---|---|
                | Pi 4 | TensorFlow Lite | | 82.7 |
                | Pi 5 | TensorFlow Lite | 16.9 |
                | Coral | Edge TPU | USB3 | 14.9 | 7 |
                | NCS2 | OpenVINO | USB3 | 52,8 |
                | NCS | OpenVINO | USB3 | 0.115 s |
                | Nano | TensorRT | | 61.6 W |
                | Odd | TensorRT | | |
                """);

        assertThat(refused(set))
                .containsExactly(
                        "6: 3 cells (expected: 4, as in the header)",
                        "7: 5 cells (expected: 4, as in the header)",
                        "8: Net A (ms): 52,8 is no number (a comma for the point?)",
                        "10: Net A (ms): 61.6 W: the unit W (expected: time in ms)");
        assertThat(set.devices()).containsExactly("Pi 4", "NCS");
        assertThat(value(set.rows().get(1), Figure.LATENCY_MS)).isEqualTo(115, within(1e-9));
        assertThat(set.rows().get(1).key().backend()).isEqualTo(Backend.NPU);
    }

    @Test
    void yaml_brokenLineAndFailedJob_loseThemselvesOnly() throws Exception {
        ProfileSet set = read("net__perf.yaml", """
                precisions:
                  float:
                    components:
                      Net:
                        performance_metrics:
                          Phone A:
                            tflite:
                              job_status: Passed
                              inference_time_milliseconds: 1.5
                              estimated_peak_memory_range_mb:
                                min: 0
                                max: 8
                              primary_compute_unit: NPU
                            onnx:
                              job_status: Passed
                              inference_time_milliseconds: : 2
                              primary_compute_unit: NPU
                          Phone B:
                            tflite:
                              job_status: Failed
                              inference_time_milliseconds: null
                            onnx:
                              job_status: Passed
                              inference_time_milliseconds: null
                            qnn_dlc:
                              job_status: Passed
                              inference_time_milliseconds: fast
                              primary_compute_unit: NPU
                """);

        assertThat(set.rows()).hasSize(1);
        assertThat(value(row(set, "net", "float"), Figure.MEMORY_BYTES)).isEqualTo(8e6);
        assertThat(refused(set))
                .anyMatch(line -> line.startsWith("16: not YAML or JSON"))
                .anyMatch(line -> line.contains("Phone A, onnx, float: inference_time_milliseconds is missing"))
                .anyMatch(line -> line.contains("Phone B, tflite, float: job_status Failed"))
                .anyMatch(line -> line.contains("Phone B, onnx, float: inference_time_milliseconds is null"))
                .anyMatch(line -> line.equals("27: inference_time_milliseconds: fast is no number"));
    }

    @Test
    void csv_cutRowsAndWrongUnits_areRefused() throws Exception {
        ProfileSet set = read("summary_power_x1.csv", """
                dataset,network,batch_size,optimizer,power_limit,time_per_epoch,average_power
                cifar100,net,32,sgd,100,27.13,106.9
                cifar100,net,32,sgd,125
                cifar100,net,64,sgd,125,16.85,118987.03
                cifar100,net,64,sgd,150 mW,11.09,141.6
                cifar100,net,64,sgd,175,9.1,160
                cifar100,net,64,sgd,200,8.1,17""");

        assertThat(set.devices()).containsExactly("X1");
        assertThat(set.rows()).hasSize(2);
        assertThat(refused(set))
                .hasSize(4)
                .anyMatch(line -> line.startsWith("3: 5 cells"))
                .anyMatch(line -> line.startsWith("5: average_power 141.6 W under a limit of 0.15 W"))
                .anyMatch(line -> line.startsWith("4: average_power 118987.03 W under a limit of 125.0 W (mW?)"))
                .anyMatch(line -> line.startsWith("7: the file ends here without a line end"));
    }

    @Test
    void ncnn_orderAndDigits_areChecked() throws Exception {
        ProfileSet set = read("log.md", """
                ### Board (A53 x 4)
                ```
                loop_count = 8
                num_threads = 4
                powersave = 2
                gpu_device = -1
                          squeezenet  min =   11.66  max =   11.80  avg =   11.74
                     squeezenet_int8  min =   12.24  max =   12.39  avg =   12.91
                           mobilenet  min =   19.56  max =   -nan  avg =   19.65
                           resnet18   min =   30.93  max =   31.24  avg =
                ```
                """);

        assertThat(set.rows()).singleElement().satisfies(row -> {
            assertThat(row.key().threads()).isEqualTo(4);
            assertThat(row.key().conditions()).isEqualTo("big cores");
            assertThat(value(row, Figure.LATENCY_MEAN_MS)).isEqualTo(11.74);
        });
        assertThat(refused(set))
                .containsExactly(
                        "8: min 12.24, avg 12.91, max 12.39 (expected: in this order)",
                        "9: -nan is no number",
                        "10: no row of benchncnn: resnet18   min =   30.93  max =   31.24  avg =");
    }

    @Test
    void loadgen_invalidResult_isRefusedWithANote() {
        assertThatThrownBy(() -> read("v3.0__Vendor__PHONE__net__SingleStream.txt", """
                        MLPerf Results Summary
                        Scenario : SingleStream
                        Mode     : PerformanceOnly
                        Result is : INVALID
                        50.00 percentile latency (ns)   : 1036146
                        """))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("SingleStream.txt:4: the result is INVALID");
    }

    @Test
    void loadgen_percentiles_areNanosecondsOfOneAnswer() throws Exception {
        ProfileSet set = read("v3.0__Vendor__PHONE__net__SingleStream.txt", """
                MLPerf Results Summary
                SUT name : snpe
                Scenario : SingleStream
                Mode     : PerformanceOnly
                Result is : VALID
                50.00 percentile latency (ns)   : 1036146
                90.00 percentile latency (ns)   : 1075052
                95.00 percentile latency (ns)   : 10x8854
                """);

        ProfileRow row = row(set, "net", "submitted");
        assertThat(row.key().device()).isEqualTo("PHONE");
        assertThat(row.key().conditions()).isEqualTo("SingleStream v3.0 Vendor");
        assertThat(value(row, Figure.LATENCY_P50_MS)).isEqualTo(1.036146, within(1e-9));
        assertThat(row.get(Figure.LATENCY_P95_MS)).isNull();
        assertThat(refused(set)).singleElement().asString().startsWith("8: 95.00 percentile latency: 10x8854");
    }

    @Test
    void energyRunner_microjoules_areMillijoules() throws Exception {
        ProfileSet set = read("SUBMITTER/results/BOARD/ic/energy/results.txt", """
                00142.473 ulp-ml:   Energy/Inf.  :     8471.102 uJ/inf.
                00142.496 ulp-ml: Median energy cost is 8471.102 uJ/inf.
                00142.497 ulp-ml: Median throughput is 18.631 inf./sec.
                """);

        assertThat(value(row(set, "ic", "submitted"), Figure.ENERGY_MJ)).isEqualTo(8.471102, within(1e-9));
        assertThat(row(set, "ic", "submitted").key().device()).isEqualTo("BOARD");
    }

    @Test
    void json_aBrokenLine_losesItsRow() throws Exception {
        ProfileSet set = read("bench.json", """
                {
                  "system": {"device": "Board", "power_mode": "MAXN"},
                  "config": {"model": "net", "batch_size": 1},
                  "benchmarks": [
                    {"runtime": "TensorRT", "precision": "INT8", "gpu_latency_ms": 4.5, "power_w": 12.1},
                    {"runtime": "TensorRT", "precision": "FP16", "gpu_latency_ms": -4.5, "fps_std": -0.1},
                    {"runtime": "TensorRT", "gpu_latency_ms": 4.5}
                  ]
                }
                """);

        assertThat(set.rows()).hasSize(1);
        assertThat(value(row(set, "net", "int8"), Figure.POWER_W)).isEqualTo(12.1);
        assertThat(refused(set))
                .hasSize(3)
                .anyMatch(line -> line.startsWith("6: latencyMeanMs of net: -4.5 (expected: "))
                .anyMatch(line -> line.equals("6: fps_std is negative: no spread"))
                .anyMatch(line -> line.equals("7: runtime or precision is missing"));
    }

    @Test
    void json_cutOff_keepsWhatIsWhole() throws Exception {
        ProfileSet set = read("hub.json", """
                [
                  {
                    "model": "Net-int8",
                    "model_path": "net-12-int8.onnx",
                    "opset_version": 12,
                    "metadata": {
                      "model_bytes": 3655033
                    }
                  },
                  {
                    "model": "Net",
                    "model_path": "net-12.onnx",
                    "opset_ver""");

        assertThat(value(row(set, "Net", "int8"), Figure.FILE_BYTES)).isEqualTo(3655033);
        assertThat(refused(set)).anyMatch(line -> line.startsWith("13: not YAML or JSON"));
    }

    @Test
    void shares_inPercentOrOfOne_areToldByTheColumn() throws Exception {
        ProfileSet percent = read("a.md", """
                | Models | Top-1 Accuracy |
                |---|---|
                | Net | 82.28 |
                | Net quant | 0.22 |
                """);
        ProfileSet ratio = read("b.md", """
                | Models | Accuracy |
                |---|---|
                | Net | 0.9940 |
                | Net quant | 0.9932 |
                """);

        assertThat(value(row(percent, "Net", "quant"), Figure.ACCURACY)).isEqualTo(0.0022, within(1e-9));
        assertThat(value(row(ratio, "Net", "quant"), Figure.ACCURACY)).isEqualTo(0.9932, within(1e-9));
    }

    @Test
    void rows_writtenAsJson_areReadAgain() throws Exception {
        ProfileSet set = read("log.md", """
                ### Board
                loop_count = 8
                gpu_device = 0
                          squeezenet  min =   11.66  max =   11.80  avg =   11.74
                """);

        ProfileSet again = read("rows.json", ProfileJson.of(set).toPrettyString());

        assertThat(again.rows()).isEqualTo(set.rows());
        assertThat(again.notes()).containsAll(set.notes());
    }

    @Test
    void otherText_isNoProfile() {
        assertThatThrownBy(() -> read("README.md", "# A text\n\n| file | bytes |\n|---|---|\n| a | 1 |\n"))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("README.md: no table that is known (");
    }
}
