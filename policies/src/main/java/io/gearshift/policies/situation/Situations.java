package io.gearshift.policies.situation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.core.decision.Subject;
import io.gearshift.core.decision.Subject.Contender;
import io.gearshift.core.device.Bands;
import io.gearshift.core.loop.Candidates;
import io.gearshift.core.loop.LoopState;
import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Heat;
import io.gearshift.core.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Situations of running loops, and how they are written down. */
public final class Situations {

    private static final List<String> OF_GEARS = List.of(
            "precision",
            "location",
            "accuracy",
            "accuracyLoss",
            "latencyMs",
            "latencyP95Ms",
            "energyMj",
            "memoryBytes",
            "isLoaded",
            "isLightest",
            "isReachable");

    private Situations() {}

    /** What the loop would decide from at this time. */
    public static Situation of(LoopState state, Instant at) {
        List<Subject> subjects = new Candidates(state, at).subjects();
        return new Situation(at, state.device().view(), state.scene(), subjects, state.settings());
    }

    /** The document that {@link SituationReader} reads. */
    public static ObjectNode json(LoopState state, Instant at) {
        return json(of(state, at));
    }

    /** Every fact is written, so that defaults play no part when it is read. */
    public static ObjectNode json(Situation situation) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("at", situation.at().toString());
        put(json.putObject("device"), situation.device(), Records.names(Device.class));
        put(
                json.putObject("scene"),
                situation.scene(),
                Records.names(situation.scene().getClass()));
        put(
                json.putObject("settings"),
                situation.settings(),
                Records.names(situation.settings().getClass()));
        ObjectNode models = json.putObject("models");
        for (Subject subject : situation.subjects()) {
            model(models.putObject(subject.model().name()), subject, situation.at());
        }
        return json;
    }

    private static void model(ObjectNode json, Subject subject, Instant at) {
        put(json, subject.model(), List.of("task", "priority", "latencyObjectiveMs", "requestsPerS", "missRatio"));
        put(json, subject, List.of("minAccuracy", "active", "pending", "pinned", "wanted"));
        if (subject.active() != null) {
            json.put("activeFor", Durations.format(between(subject.since(), at)));
        }
        if (subject.pinUntil() != null) {
            json.put("pinnedFor", Durations.format(between(at, subject.pinUntil())));
        }
        ObjectNode gears = json.putObject("gears");
        for (Contender contender : subject.contenders()) {
            Candidate candidate = contender.candidate();
            ObjectNode gear = gears.putObject(candidate.gear());
            put(gear, candidate, OF_GEARS);
            gear.put("loadMs", contender.loadMs());
            if (contender.forbiddenAt() != null) {
                gear.put("forbiddenAgo", Durations.format(between(contender.forbiddenAt(), at)));
            }
            if (contender.quarantined() != null) {
                gear.put("quarantined", contender.quarantined());
            }
        }
    }

    private static Duration between(Instant from, Instant to) {
        return from.isAfter(to) ? Duration.ZERO : Duration.between(from, to);
    }

    private static void put(ObjectNode json, Record fact, List<String> names) {
        for (String name : names) {
            put(json, name, Records.get(fact, name));
        }
    }

    private static void put(ObjectNode json, String name, @Nullable Object value) {
        if (value == null) {
            json.putNull(name);
        } else if (value instanceof Double number) {
            json.put(name, number);
        } else if (value instanceof Long number) {
            json.put(name, number);
        } else if (value instanceof Integer number) {
            json.put(name, number);
        } else if (value instanceof Boolean flag) {
            json.put(name, flag);
        } else if (value instanceof Duration duration) {
            json.put(name, Durations.format(duration));
        } else if (value instanceof List<?> list) {
            ArrayNode array = json.putArray(name);
            list.forEach(item -> array.add(String.valueOf(item)));
        } else {
            json.put(name, value.toString());
        }
    }

    /** The band of these values on a rise. */
    static Heat heat(Device device) {
        return Bands.heat(Heat.UNKNOWN, device.headroomC(), device.secondsToTrip());
    }
}
