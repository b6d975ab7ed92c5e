package io.gearshift.policies.meaning;

import io.gearshift.core.policy.Attention;
import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Charge;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Heat;
import io.gearshift.core.policy.Location;
import io.gearshift.core.policy.Model;
import io.gearshift.core.policy.Network;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.Precision;
import io.gearshift.core.policy.Pressure;
import io.gearshift.core.policy.Scene;
import io.gearshift.policies.pack.TestingFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random inputs whose values often meet the constants of rules exactly. */
final class RandomInputs {

    private final Random random;

    RandomInputs(Random random) {
        this.random = random;
    }

    PolicyInput next() {
        List<Model> models = new ArrayList<>();
        List<Candidate> candidates = new ArrayList<>();
        for (String name : List.of("a", "b", "c").subList(0, 1 + random.nextInt(3))) {
            models.add(new Model(name, "task", random.nextInt(101), missable(5, 8), random.nextInt(9), tenth()));
            for (int i = random.nextInt(4); i >= 0; i--) {
                candidates.add(candidate(name, i));
            }
        }
        return new PolicyInput(device(), scene(), models, candidates);
    }

    private Candidate candidate(String model, int i) {
        Location location = pick(Location.values());
        return new Candidate(
                model,
                random.nextBoolean() ? "b" : "v" + i + "@cpu:1",
                "v" + i,
                pick(Precision.values()),
                location,
                random.nextBoolean() ? "cpu" : "b",
                1 + random.nextInt(4),
                0.9,
                tenth(),
                random.nextInt(20),
                20,
                random.nextInt(8),
                random.nextInt(8) * 1e6,
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean());
    }

    private Scene scene() {
        return new Scene(
                random.nextBoolean() ? "camera" : "default",
                pick(Attention.values()),
                random.nextBoolean() ? null : (Double) (10.0 + 10 * random.nextInt(6)),
                random.nextBoolean() ? null : (Double) (random.nextInt(11) / 10.0),
                random.nextBoolean());
    }

    private Device device() {
        return TestingFacts.with(
                Device.unknown(),
                "heat",
                pick(Heat.values()),
                "temperatureC",
                missable(5, 20),
                "hottestZone",
                random.nextBoolean() ? "cpu" : "a",
                "headroomC",
                missable(5, 20),
                "secondsToTrip",
                missable(10, 10),
                "hotForMs",
                random.nextInt(6) * 1111L,
                "isThrottled",
                random.nextBoolean(),
                "battery",
                pick(Charge.values()),
                "batteryRatio",
                missable(0.25, 5),
                "isCharging",
                random.nextBoolean(),
                "hasBattery",
                random.nextBoolean(),
                "cpu",
                pick(Pressure.values()),
                "loadRatio",
                missable(0.25, 5),
                "cores",
                (double) random.nextInt(5),
                "network",
                pick(Network.values()),
                "rttMs",
                missable(5, 20),
                "staleSensors",
                random.nextBoolean() ? List.of("temp{a}") : List.of());
    }

    private @Nullable Double missable(double step, int steps) {
        return random.nextInt(4) == 0 ? null : (Double) (step * random.nextInt(steps));
    }

    private double tenth() {
        return random.nextInt(4) / 10.0;
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
