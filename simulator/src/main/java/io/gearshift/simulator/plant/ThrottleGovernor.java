package io.gearshift.simulator.plant;

/**
 * Slows the processors at a trip point, one level a poll, and lets go below it by a margin.
 *
 * <p>Source: {@code step_wise} of the Linux thermal framework (Documentation/driver-api/thermal/sysfs-api.rst,
 * drivers/thermal/gov_step_wise.c), with a margin in place of its test of the trend.
 *
 * @param tripC at or above it a poll adds a level
 * @param hysteresisC a poll takes a level back below the trip point less this, &gt;= 0
 * @param pollS between polls, &gt; 0
 * @param levels &gt;= 1
 * @param leastFrequencyRatio speed at the highest level, over full speed, &gt; 0; levels between are evenly apart
 */
public record ThrottleGovernor(double tripC, double hysteresisC, double pollS, int levels, double leastFrequencyRatio) {

    public ThrottleGovernor {
        Require.notNegative("hysteresisC", hysteresisC);
        Require.positive("pollS", pollS);
        Require.that(levels >= 1, "levels", levels, ">= 1");
        Require.that(
                leastFrequencyRatio > 0 && leastFrequencyRatio <= 1,
                "leastFrequencyRatio",
                leastFrequencyRatio,
                "> 0, <= 1");
    }

    public int levelAfterPoll(int level, double temperatureC) {
        if (temperatureC >= tripC) {
            return Math.min(levels, level + 1);
        }
        return temperatureC < tripC - hysteresisC ? Math.max(0, level - 1) : level;
    }

    /** No cooler device gets from one level to the other by a poll. */
    double leastC(int level, int after) {
        return after == levelAfterPoll(level, Double.NEGATIVE_INFINITY)
                ? Double.NEGATIVE_INFINITY
                : after == level ? tripC - hysteresisC : tripC;
    }

    /** Any that does is cooler, or just as. */
    double mostC(int level, int after) {
        return after == levelAfterPoll(level, Double.POSITIVE_INFINITY)
                ? Double.POSITIVE_INFINITY
                : after == level ? tripC : tripC - hysteresisC;
    }

    /** Speed over full speed, {@code leastFrequencyRatio}..1. */
    public double frequencyRatio(int level) {
        return 1 - (1 - leastFrequencyRatio) * level / levels;
    }
}
