package io.gearshift.policies.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VersionsTest {

    private static final List<String> RISING = List.of(
            "0.9",
            "1.0-alpha",
            "1.0-rc1",
            "1.0-rc2",
            "1.0-rc10",
            "1.0",
            "1.0.1",
            "1.0.9",
            "1.0.10",
            "1.1",
            "2",
            "2024.12.31",
            "2025.01.01",
            "99999999999999999999");

    @Test
    void versions_compareByMeaning() {
        for (int i = 0; i < RISING.size(); i++) {
            for (int j = 0; j < RISING.size(); j++) {
                assertThat(Integer.signum(Versions.compare(RISING.get(i), RISING.get(j))))
                        .as("%s with %s", RISING.get(i), RISING.get(j))
                        .isEqualTo(Integer.compare(i, j));
            }
        }
    }
}
