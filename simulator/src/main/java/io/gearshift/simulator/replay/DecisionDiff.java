package io.gearshift.simulator.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gearshift.core.decision.Decision;
import io.gearshift.core.trace.TraceJson;
import io.gearshift.core.trace.TraceLines;
import io.gearshift.core.trace.TraceManifest;
import io.gearshift.core.trace.TraceReader;
import io.gearshift.simulator.replay.Comparison.Differing;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Matches two lists of decisions by time and model. */
final class DecisionDiff {

    /** @param nth among the model's decisions of the same instant */
    private record Moment(Instant at, String model, int nth) implements Comparable<Moment> {
        private static final Comparator<Moment> ORDER =
                Comparator.comparing(Moment::at).thenComparing(Moment::model).thenComparing(Moment::nth);

        @Override
        public int compareTo(Moment other) {
            return ORDER.compare(this, other);
        }
    }

    private DecisionDiff() {}

    static List<Decision> read(TraceReader trace) throws IOException {
        List<Decision> decisions = new ArrayList<>();
        try (TraceLines lines = trace.decisionLines()) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                decisions.add(TraceJson.mapper().readValue(line, Decision.class));
            }
            return decisions;
        } catch (JsonProcessingException e) {
            throw new IOException(
                    trace.folder().resolve(TraceManifest.DECISIONS) + ":" + (decisions.size() + 1) + ": no decision: "
                            + e.getOriginalMessage(),
                    e);
        }
    }

    static List<Differing> of(List<Decision> recorded, List<Decision> replayed) {
        Map<Moment, Decision> before = byMoment(recorded);
        Map<Moment, Decision> after = byMoment(replayed);
        TreeSet<Moment> moments = new TreeSet<>(before.keySet());
        moments.addAll(after.keySet());
        List<Differing> differing = new ArrayList<>();
        for (Moment moment : moments) {
            Decision was = before.get(moment);
            Decision is = after.get(moment);
            if (!isSame(was, is)) {
                differing.add(new Differing(moment.at(), moment.model(), was, is));
            }
        }
        return differing;
    }

    private static Map<Moment, Decision> byMoment(List<Decision> decisions) {
        Map<Moment, Decision> found = new TreeMap<>();
        for (Decision decision : decisions) {
            int nth = 0;
            while (found.containsKey(new Moment(decision.at(), decision.model(), nth))) {
                nth++;
            }
            found.put(new Moment(decision.at(), decision.model(), nth), decision);
        }
        return found;
    }

    private static boolean isSame(@Nullable Decision was, @Nullable Decision is) {
        return was != null
                && is != null
                && was.action() == is.action()
                && was.gear().equals(is.gear())
                && was.reason() == is.reason();
    }
}
