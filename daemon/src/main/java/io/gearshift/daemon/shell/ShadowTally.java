package io.gearshift.daemon.shell;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.observe.CycleRecord;
import io.gearshift.core.observe.ShadowDecision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How one shadow policy has fared since it began to run. Written by its thread, read by any. */
final class ShadowTally {

    /** Told when a model's shadow gear is, or is no longer, another than the decided one. */
    interface Counts {
        void counted(String model, boolean agrees);
    }

    private final Instant since;
    private final SortedMap<String, OfModel> models = new TreeMap<>();
    private long cycles;
    private long decisions;
    private long disagreements;
    private long skipped;
    private long errors;
    private String fault = "";
    private @Nullable ShadowDecision last;

    ShadowTally(Instant since) {
        this.since = since;
    }

    /**
     * A picture of it.
     *
     * @param cycles turns that it saw
     * @param decisions of all models in those turns
     * @param disagreements those with another gear than was decided
     * @param skipped turns that it did not see because it was busy
     * @param errors turns in which it failed
     * @param fault of its latest turn; empty when there was none
     * @param last the latest disagreement
     * @param models those it ever disagreed about, in name order
     */
    record View(
            Instant since,
            long cycles,
            long decisions,
            long disagreements,
            long skipped,
            long errors,
            String fault,
            @Nullable ShadowDecision last,
            List<ModelView> models) {

        /** 0..1; 0 before the first decision. */
        double disagreementRatio() {
            return decisions == 0 ? 0 : (double) disagreements / decisions;
        }
    }

    /**
     * How it fared with one model.
     *
     * @param isNow whether it disagreed in its latest turn
     * @param latest disagreement
     */
    record ModelView(String model, long decisions, long disagreements, boolean isNow, ShadowDecision latest) {}

    /** The same while it counts. */
    private static final class OfModel {
        private long decisions;
        private long disagreements;
        private String told = "";
        private @Nullable ShadowDecision latest;

        private Optional<ModelView> view(String model) {
            return Optional.ofNullable(latest)
                    .map(entry -> new ModelView(model, decisions, disagreements, !told.isEmpty(), entry));
        }
    }

    synchronized void skip() {
        skipped++;
    }

    /** A turn that failed. @return whether the problem is news */
    synchronized boolean fail(String problem) {
        errors++;
        return fault(problem);
    }

    /** Notes what is wrong now. @return whether that is news */
    synchronized boolean fault(String problem) {
        boolean isNews = !problem.equals(fault);
        fault = problem;
        return isNews;
    }

    /** @return disagreements that are news: other gears or another reason than the model's latest one */
    synchronized List<ShadowDecision> compare(CycleRecord decided, CycleRecord shadow, Counts counts) {
        List<ShadowDecision> news = new ArrayList<>();
        cycles++;
        fault = "";
        for (int i = 0; i < decided.decisions().size(); i++) {
            Decision decision = decided.decisions().get(i);
            Decision other = shadow.decisions().get(i);
            OfModel model = models.computeIfAbsent(decision.model(), name -> new OfModel());
            boolean agrees = decision.gear().equals(other.gear());
            decisions++;
            model.decisions++;
            counts.counted(decision.model(), agrees);
            if (agrees) {
                model.told = "";
                continue;
            }
            disagreements++;
            model.disagreements++;
            ShadowDecision entry = ShadowDecision.of(decided.at(), decision, other);
            last = entry;
            model.latest = entry;
            String kind = decision.gear() + " " + other.gear() + " " + other.reason();
            if (!kind.equals(model.told)) {
                model.told = kind;
                news.add(entry);
            }
        }
        return news;
    }

    synchronized View view() {
        List<ModelView> byModel = models.entrySet().stream()
                .flatMap(entry -> entry.getValue().view(entry.getKey()).stream())
                .toList();
        return new View(since, cycles, decisions, disagreements, skipped, errors, fault, last, byModel);
    }
}
