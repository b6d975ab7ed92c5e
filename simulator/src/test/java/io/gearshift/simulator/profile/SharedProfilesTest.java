package io.gearshift.simulator.profile;

import static io.gearshift.simulator.profile.TestingProfiles.shared;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real tables, unchanged from their origins. */
class SharedProfilesTest {

    private static ProfileSet read(String folder) throws IOException, ProfileException {
        return new ProfileImporters().read(shared(folder));
    }

    @ParameterizedTest
    @CsvSource({
        "edge-accelerators,       1,   30,   8, 0",
        "gpu-power-limit,         2,  723,   2, 0",
        "jetson-orin-nano,        3,    8,   2, 1",
        "melt-llm-quantisation,   2,  299,   0, 0",
        "mlperf-mobile,          90,   81,  11, 5",
        "mlperf-tiny,           486,  184,  38, 0",
        "mobile-classifiers,      2,  114,   4, 0",
        "ncnn-benchmark,          1, 7994, 102, 0",
        "ondevice-or-remote-llm,  1,   42,   1, 1",
        "onnx-model-zoo,          6,  229,   0, 0",
        "opencv-zoo,              8,  678,  13, 1",
        "qualcomm-ai-hub,        40, 1005,  14, 0"
    })
    void folder_isRead(String folder, int files, int rows, int devices, int refused) throws Exception {
        ProfileSet set = read(folder);

        assertThat(set.refused()).hasSize(refused);
        assertThat(set.files()).hasSize(files);
        assertThat(set.devices()).hasSize(devices);
        assertThat(set.rows()).hasSize(rows);
    }

    @Test
    void aiHub_npuOfAPhone_hasTheFileSFigure() throws Exception {
        ProfileRow row = read("qualcomm-ai-hub").rows().stream()
                .filter(one -> one.key()
                        .equals(ProfileKey.of("mobilenet_v3_small", "float")
                                .in("float")
                                .on("Dragonwing IQ-9075 EVK", Backend.NPU)
                                .by("tflite")
                                .batched(1)))
                .findFirst()
                .orElseThrow();

        assertThat(TestingProfiles.value(row, Figure.LATENCY_MS)).isEqualTo(1.011);
        assertThat(TestingProfiles.value(row, Figure.MEMORY_BYTES)).isEqualTo(8e6);
        assertThat(row.get(Figure.ENERGY_MJ)).isNull();
        assertThat(row.place()).endsWith("mobilenet_v3_small__perf.yaml:77");
    }

    @Test
    void tiny_performanceEnergyAndAccuracy_meetInOneRow() throws Exception {
        ProfileRow row = read("mlperf-tiny").rows().stream()
                .filter(one -> one.key().device().equals("NUCLEO-H7A3ZI-Q_X-CUBE-AI-7.3")
                        && one.key().model().equals("ic"))
                .findFirst()
                .orElseThrow();

        assertThat(TestingProfiles.value(row, Figure.THROUGHPUT_PER_S)).isEqualTo(18.574);
        assertThat(TestingProfiles.value(row, Figure.ENERGY_MJ)).isEqualTo(8.471102, within(1e-9));
        assertThat(TestingProfiles.value(row, Figure.POWER_W)).isEqualTo(0.157851531, within(1e-9));
        assertThat(TestingProfiles.value(row, Figure.ACCURACY)).isEqualTo(0.85, within(1e-9));
    }

    @Test
    void openCv_twoRowsWrittenIntoOne_isRefused() throws Exception {
        assertThat(TestingProfiles.refused(read("opencv-zoo")))
                .singleElement()
                .asString()
                .startsWith("486: 10.16.66.1781623.94 is no number");
    }

    @Test
    void ncnn_aRowThatIsOffByAThousand_isDoubted() throws Exception {
        assertThat(read("ncnn-benchmark").notes())
                .anyMatch(note -> note.contains("benchmark.md:2906: ")
                        && note.contains("vgg16")
                        && note.endsWith("check the unit"));
    }
}
