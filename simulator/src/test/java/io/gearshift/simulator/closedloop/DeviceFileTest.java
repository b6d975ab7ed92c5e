package io.gearshift.simulator.closedloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DeviceFileTest {

    private static final String PHONE = """
            name: phone
            zones:
              soc: {capacityJPerK: 3, toAmbientWPerK: 0.01}
              skin: {capacityJPerK: 20, toAmbientWPerK: 0.05}
            couplings:
              - {between: [soc, skin], conductanceWPerK: 0.15}
            heated: soc
            governor: {zone: soc, tripC: 75, hysteresisC: 3, pollS: 1, levels: 4, leastFrequencyRatio: 0.4}
            processor: {cores: 4, coreW: 1, idleW: 0.2, frequencyExponent: 2}
            battery: {zone: skin, capacityAs: 14400, resistanceOhm: 0.1}
            radio: lte
            ambientC: 22
            start: {temperatureC: 30, chargeRatio: 0.8}
            """;

    @Test
    void wholeFile_isTheDevice() throws Exception {
        Setting setting = DeviceFile.read("phone.yaml", PHONE, 7);

        assertThat(setting.device().thermal().zones()).hasSize(2);
        assertThat(setting.device().governor().tripC()).isEqualTo(75);
        assertThat(setting.ambientC()).isEqualTo(22);
        assertThat(setting.startC()).isEqualTo(30);
        assertThat(setting.startChargeRatio()).isEqualTo(0.8);
        assertThat(setting.seed()).isEqualTo(7);
    }

    @Test
    void problems_areAllTold_eachAtItsPlace() {
        String wrong = PHONE.replace("tripC: 75", "tripC: hot")
                .replace("coreW: 1, ", "")
                .replace("radio: lte", "radio: ltee")
                .replace("capacityJPerK: 20", "capacityJPerK: 0");

        assertThatThrownBy(() -> DeviceFile.read("phone.yaml", wrong, 1))
                .isInstanceOf(DeviceFile.Mistake.class)
                .hasMessageContaining("phone.yaml:8:30")
                .hasMessageContaining("tripC: hot (expected: a number)")
                .hasMessageContaining("coreW is missing")
                .hasMessageContaining("radio: ltee (expected: lte, wifi)")
                .hasMessageContaining("skin.capacityJPerK: 0.0 (expected: > 0)");
    }

    @Test
    void unknownZone_isTold() {
        assertThatThrownBy(() -> DeviceFile.read("p", PHONE.replace("heated: soc", "heated: sock"), 1))
                .hasMessageContaining("sock: zone (expected: one of [soc, skin])");
    }

    @Test
    void network_isStatedInWholeOrInPart_elseUsual() throws Exception {
        String network = "network: {upBitPerS: 2e6, traffic: {m: {bytesSent: 5}}}\n";

        AssumedNetwork stated = DeviceFile.read("p", PHONE + network, 1).network();

        assertThat(stated.isStated()).isTrue();
        assertThat(stated.upBitPerS()).isEqualTo(2e6);
        assertThat(stated.downBitPerS()).isEqualTo(1e7);
        assertThat(stated.traffic()).containsEntry("m", new AssumedNetwork.Traffic(5, 1e3));
        assertThat(DeviceFile.read("p", PHONE, 1).network()).isEqualTo(AssumedNetwork.usual());
    }

    @Test
    void network_problemsAreToldAtTheirPlace() {
        assertThatThrownBy(() -> DeviceFile.read("p", PHONE + "network: {rttS: 0}\n", 1))
                .hasMessageContaining("p:14:10")
                .hasMessageContaining("rttS: 0.0 (expected: more than 0, up to 60)");
        assertThatThrownBy(() -> DeviceFile.read("p", PHONE + "network: {upMbit: 3, lossRatio: much}\n", 1))
                .hasMessageContaining("upMbit")
                .hasMessageContaining("lossRatio: much (expected: a number)");
        assertThatThrownBy(() -> DeviceFile.read("p", PHONE + "network: {traffic: {m: {bytesSent: -1}}}\n", 1))
                .hasMessageContaining("m.bytesSent: -1.0 (expected: 0..1e12)");
    }
}
