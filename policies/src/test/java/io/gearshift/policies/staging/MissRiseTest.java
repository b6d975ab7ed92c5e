package io.gearshift.policies.staging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MissRiseTest {

    @ParameterizedTest
    @CsvSource({
        // before: requests, misses; after: requests, misses; allowed; is beyond
        "1000, 10, 1000, 10, 0.05, false",
        "1000, 10, 1000, 200, 0.05, true",
        "1000, 10, 1000, 60, 0.05, false", // the bound itself
        "1000, 10, 1000, 50, 0.05, false", // less than allowed, however sure
        "1000, 200, 1000, 10, 0.05, false", // better
        "1000, 0, 49, 49, 0.05, false", // too few to say
        "49, 0, 1000, 1000, 0.05, false",
        "50, 0, 50, 50, 0.05, true",
        "50, 0, 50, 4, 0.05, false", // chance
        "1000, 0, 50, 6, 0.05, true",
        "1000, 1000, 1000, 1000, 0, false",
        "0, 0, 0, 0, 0, false"
    })
    void rise_isBeyond_whenLargerThanAllowedAndThanChance(
            long requests, long misses, long requestsAfter, long missesAfter, double allowed, boolean isBeyond) {
        assertThat(MissRise.isBeyond(
                        new Served(requests, misses, 0), new Served(requestsAfter, missesAfter, 0), allowed))
                .isEqualTo(isBeyond);
    }

    /** A good policy, looked at after every request: seeded, so the count is the same each time. */
    @Test
    void equalRatios_areSeldomTakenForARise() {
        SplittableRandom random = new SplittableRandom(7);
        int wrong = 0;
        for (int run = 0; run < 200; run++) {
            Served before = draw(random, 600, 0.1);
            long misses = 0;
            for (int n = 1; n <= 600; n++) {
                misses += random.nextDouble() < 0.1 ? 1 : 0;
                if (MissRise.isBeyond(before, new Served(n, misses, 0), 0.05)) {
                    wrong++;
                    break;
                }
            }
        }
        assertThat(wrong).isLessThanOrEqualTo(10);
    }

    private static Served draw(SplittableRandom random, int requests, double ratio) {
        long misses = random.doubles(requests).filter(x -> x < ratio).count();
        return new Served(requests, misses, 0);
    }
}
