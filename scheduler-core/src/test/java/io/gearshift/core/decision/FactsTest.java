package io.gearshift.core.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Scene;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactsTest {

    @Test
    void evidence_isReadFromTheFactsGiven_unknownFieldsAreLeftOut() {
        List<String> fields =
                List.of("Device.heat", "Device.temperatureC", "Scene.name", "Device.nonsense", "Model.name");

        assertThat(Facts.evidence(fields, Device.unknown(), Scene.initial()))
                .containsExactly("heat = UNKNOWN", "temperatureC = unknown", "name = default");
    }

    @Test
    void number_fourDigitsAreEnough() {
        assertThat(Facts.number(96)).isEqualTo("96");
        assertThat(Facts.number(123.456)).isEqualTo("123.5");
        assertThat(Facts.number(1.234)).isEqualTo("1.23");
        assertThat(Facts.number(0.93721)).isEqualTo("0.9372");
    }
}
