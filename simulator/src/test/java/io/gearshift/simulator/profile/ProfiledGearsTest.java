package io.gearshift.simulator.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.policy.Location;
import io.gearshift.core.policy.Precision;
import io.gearshift.simulator.plant.Component;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfiledGearsTest {

    private static final String S24 = "Samsung Galaxy S24";

    private static Assumptions assumed(String... texts) throws ProfileException {
        Assumptions all = new Assumptions();
        for (String text : texts) {
            all.add("--assume", text);
        }
        return all;
    }

    private static GearSpec gear(ProfiledGears gears, String name) {
        return gears.gears().stream()
                .filter(gear -> gear.gear().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + gears.gears()));
    }

    @Test
    void npuOfAPhone_hasTheMeasuredTimesAndTheAssumedPower() throws Exception {
        ProfileSet set = BuiltInProfiles.read("snapdragon-mobilenet-v2");

        ProfiledGears gears = ProfiledGears.of(
                set, S24, "mobilenet_v2", "", assumed("powerW=2,loadMs=200", "variant=w8a8,powerW=1.2"));

        GearSpec int8 = gear(gears, "w8a8-tflite@npu:1");
        assertThat(Component.of(int8.provider())).isEqualTo(Component.NPU);
        assertThat(int8.precision()).isEqualTo(Precision.INT8);
        assertThat(int8.profile().energyMj()).isEqualTo(1.2 * int8.profile().latencyP50Ms(), within(1e-12));
        GearSpec full = gear(gears, "float-tflite@npu:1");
        assertThat(full.profile().energyMj()).isEqualTo(2 * full.profile().latencyP50Ms(), within(1e-12));
        assertThat(gears.taken())
                .anyMatch(text ->
                        text.startsWith("powerW of 1.2 was assumed, not measured: --assume variant=w8a8,powerW=1.2"))
                .anyMatch(text ->
                        text.startsWith("accuracy is that of snapdragon-mobilenet-v2/mobilenet_v2__numerics.yaml, ")
                                && text.contains("Samsung Galaxy S25 with tflite"))
                .anyMatch(text -> text.startsWith("answer times do not scatter"));
    }

    @Test
    void figureThatNobodyGives_isNamedWithItsPlace() throws Exception {
        ProfileSet set = BuiltInProfiles.read("snapdragon-mobilenet-v2");

        assertThatThrownBy(() -> ProfiledGears.of(set, S24, "mobilenet_v2", "", assumed("powerW=2")))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("not measured, and not given:")
                .hasMessageContaining("loadMs (float-tflite@npu:1 of snapdragon-mobilenet-v2/mobilenet_v2__perf.yaml:")
                .message()
                .doesNotContain("powerW");
    }

    @Test
    void measuredPower_isNotOverridden() throws Exception {
        ProfileSet set = BuiltInProfiles.read("orin-nano-yolov8n");

        ProfiledGears gears = ProfiledGears.of(
                set,
                "Jetson Orin Nano 8GB",
                "yolov8n",
                "",
                assumed("powerW=1,loadMs=100,memoryBytes=20MiB,accuracy=37.3%"));

        GearSpec fp32 = gear(gears, "fp32-TensorRT@gpu:1");
        assertThat(fp32.profile().energyMj()).isEqualTo(8.36 * 14.3, within(1e-9));
        assertThat(fp32.accuracy()).isEqualTo(0.373, within(1e-12));
        assertThat(fp32.profile().memoryBytes()).isEqualTo(20.0 * (1 << 20));
        assertThat(gears.gears()).hasSize(4).allMatch(gear -> gear.location() == Location.LOCAL);
    }

    @Test
    void rowsOfOneBackend_canBeTakenAlone() throws Exception {
        ProfileSet set = BuiltInProfiles.read("pixel-efficientnet-lite");

        ProfiledGears gears = ProfiledGears.of(
                set, "Pixel4", "efficientnet-lite", "backend=npu", assumed("powerW=1,loadMs=100,memoryBytes=20MB"));

        assertThat(gears.gears())
                .extracting(GearSpec::gear)
                .containsExactly("lite0-int8@npu:1", "lite1-int8@npu:1", "lite2-int8@npu:1", "lite3-int8@npu:1");
        assertThat(gear(gears, "lite0-int8@npu:1").accuracy()).isEqualTo(0.744, within(1e-12));
    }

    @Test
    void assumptionsInAFile_areReadWithTheirPlaces() throws Exception {
        Assumptions all = new Assumptions();
        all.addFile("mine.yaml", """
                assume:
                  - {backend: npu, powerW: 1.2}
                  - {loadMs: 250, memoryBytes: 20MB}
                """);

        ProfiledGears gears = ProfiledGears.of(
                BuiltInProfiles.read("pixel-efficientnet-lite"), "Pixel4", "efficientnet-lite", "backend=npu", all);

        assertThat(gears.taken())
                .anyMatch(text -> text.startsWith("powerW of 1.2 was assumed, not measured: mine.yaml:2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "powerW",
                "powerw=2",
                "powerW=2 mJ",
                "powerW=-1",
                "powerW=lots",
                "backend=npu",
                "accuracy=70",
                "threads=0",
                "computes=dsp"
            })
    void wrongAssumption_isToldWithWhatWasWritten(String text) {
        assertThatThrownBy(() -> assumed(text))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("--assume " + text);
    }

    @Test
    void device_isNamedByAPart_orTheChoiceIsTold() throws Exception {
        ProfileSet set = BuiltInProfiles.read("snapdragon-mobilenet-v2");

        assertThat(ProfiledGears.device(set, "galaxy s24")).isEqualTo(S24);
        assertThatThrownBy(() -> ProfiledGears.device(set, "Proxy"))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("'Proxy' names ")
                .hasMessageContaining("(expected: one)");
        assertThatThrownBy(() -> ProfiledGears.device(set, ""))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("devices (expected: one)");
    }

    @Test
    void tableOfTrainingEpochs_makesNoGear() throws Exception {
        ProfileSet set = TestingProfiles.read("summary_power_x.csv", """
                dataset,network,batch_size,optimizer,power_limit,time_per_epoch,average_power
                cifar100,net,32,sgd,100,27.13,106.9
                """);

        assertThatThrownBy(() -> ProfiledGears.device(set, ""))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("no answer times in it");
    }
}
