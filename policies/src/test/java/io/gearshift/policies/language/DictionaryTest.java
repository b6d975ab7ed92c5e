package io.gearshift.policies.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Model;
import io.gearshift.core.policy.Quantity;
import io.gearshift.core.policy.Scene;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DictionaryTest {

    private static final Set<String> UNITS =
            Set.of("°C", "°C/s", "ms", "s", "W", "mJ", "bytes", "ratio", "1/s", "count");

    @ParameterizedTest
    @ValueSource(classes = {Device.class, Scene.class, Model.class, Candidate.class})
    void field_numeric_hasUnitAndRange(Class<?> fact) {
        Dictionary.fields(fact).forEach((name, type) -> {
            Quantity quantity = Dictionary.quantity(fact, name);
            assertThat(quantity != null).as("%s.%s", fact, name).isEqualTo(type.is(Type.Kind.NUMBER));
            if (quantity != null) {
                assertThat(quantity.unit()).as(name).isIn(UNITS);
                assertThat(quantity.min()).as(name).isLessThan(quantity.max());
                assertThat(quantity.usualMin()).as(name).isLessThan(quantity.usualMax());
            }
        });
    }

    /** The unit stands in the name, so the two cannot say different things. */
    @ParameterizedTest
    @ValueSource(classes = {Device.class, Scene.class, Model.class, Candidate.class})
    void unit_ofAField_isTheOneInItsName(Class<?> fact) {
        Dictionary.fields(fact).keySet().forEach(name -> {
            Quantity quantity = Dictionary.quantity(fact, name);
            if (quantity == null) {
                return;
            }
            String unit = name.endsWith("CPerS")
                    ? "°C/s"
                    : name.endsWith("PerS")
                            ? "1/s"
                            : name.endsWith("Ms")
                                    ? "ms"
                                    : name.endsWith("Mj")
                                            ? "mJ"
                                            : name.endsWith("Bytes")
                                                    ? "bytes"
                                                    : name.endsWith("W")
                                                            ? "W"
                                                            : name.endsWith("C")
                                                                    ? "°C"
                                                                    : name.startsWith("secondsTo")
                                                                            ? "s"
                                                                            : Set.of("cores", "threads", "priority")
                                                                                            .contains(name)
                                                                                    ? "count"
                                                                                    : "ratio";
            assertThat(quantity.unit()).as(name).isEqualTo(unit);
        });
    }

    @Test
    void quantity_ofAnUnknownNameOrAText_isNull() {
        assertThat(Dictionary.quantity(Device.class, "hottestZone")).isNull();
        assertThat(Dictionary.quantity(Device.class, "x")).isNull();
        assertThat(Dictionary.quantity(String.class, "x")).isNull();
    }

    @Test
    void fieldOrder_ofAFact_isTheRecordsThenDerived() {
        assertThat(Dictionary.fieldOrder(Candidate.class))
                .startsWith("model", "gear")
                .endsWith("isReachable", "isLocal");
        assertThat(Dictionary.isWhole(Candidate.class, "threads")).isTrue();
        assertThat(Dictionary.isWhole(Device.class, "cores")).isFalse();
    }
}
