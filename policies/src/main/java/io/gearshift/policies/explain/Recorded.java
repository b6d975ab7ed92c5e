package io.gearshift.policies.explain;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.decision.Subject;
import io.gearshift.core.decision.Subject.Contender;
import io.gearshift.core.loop.ControlLoop;
import io.gearshift.core.loop.Effect;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopState;
import io.gearshift.core.loop.LoopStep;
import io.gearshift.core.loop.ModelState;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.text.Nearest;
import io.gearshift.core.trace.TraceJson;
import io.gearshift.core.trace.TraceReader;
import io.gearshift.policies.situation.Situation;
import io.gearshift.policies.situation.Situations;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The situation of a recorded decision, found by running the recording again up to it with the rules that decided it.
 *
 * @param situation what the decision was made from
 * @param decision as it was recorded
 */
public record Recorded(Situation situation, Decision decision) {

    /**
     * A decision that repeats the one before keeps its id: it is found as it was first made.
     *
     * @param policies the rules of each hash that the recording names; closed by the caller
     * @throws IOException when the recording cannot be read, or names rules that are not at hand, or has no such decision
     */
    public static Recorded find(TraceReader trace, String decision, Function<PolicyId, Optional<Policy>> policies)
            throws IOException {
        List<String> ids = ids(trace);
        if (!ids.contains(decision) && !trace.isTorn()) { // said before rules are sought that it does not need
            throw new IOException(missing(decision, ids));
        }
        Search search = new Search(decision, policies);
        trace.events(search::next);
        if (search.found == null) {
            throw new IOException(missing(decision, search.ids));
        }
        return search.found;
    }

    private static List<String> ids(TraceReader trace) throws IOException {
        Set<String> ids = new LinkedHashSet<>();
        for (String line : trace.decisions()) {
            ids.add(TraceJson.mapper().readTree(line).path("id").asText());
        }
        return List.copyOf(ids);
    }

    private static String missing(String id, List<String> ids) {
        String has = ids.isEmpty()
                ? "the recording has no decision yet"
                : "it has " + ids.size() + ", from " + ids.get(0) + " to " + ids.get(ids.size() - 1)
                        + ", listed in its decisions.jsonl";
        String near = Nearest.hint(id, ids);
        return "no decision " + id + "\n" + (near.isEmpty() ? has : near + " " + has);
    }

    private static final class Search {
        private final String id;
        private final Function<PolicyId, Optional<Policy>> policies;
        private final Map<PolicyId, ControlLoop> loops = new HashMap<>();
        private LoopState state = LoopState.initial();
        private @Nullable ControlLoop loop;
        private final List<String> ids = new ArrayList<>();
        private @Nullable Recorded found;

        Search(String id, Function<PolicyId, Optional<Policy>> policies) {
            this.id = id;
            this.policies = policies;
        }

        void next(LoopEvent event) throws IOException {
            if (found != null) {
                return;
            }
            if (event instanceof LoopEvent.Started started) {
                state = LoopState.initial();
                loop = loop(started.policy());
            } else if (event instanceof LoopEvent.PolicyChanged changed) {
                loop = loop(changed.policy());
            }
            if (loop == null) {
                throw new IOException("the recording does not begin with the daemon's start");
            }
            LoopState before = state;
            LoopStep step = loop.step(state, event);
            state = step.state();
            for (Effect effect : step.effects()) {
                if (effect instanceof Effect.Publish published) {
                    published.cycle().news().forEach(decision -> ids.add(decision.id()));
                    published.cycle().news().stream()
                            .filter(decision -> decision.id().equals(id))
                            .findFirst()
                            .ifPresent(decision -> found = new Recorded(situation(before, event), decision));
                }
            }
        }

        private ControlLoop loop(PolicyId policy) throws IOException {
            ControlLoop known = loops.get(policy);
            if (known == null) {
                Policy rules = policies.apply(policy)
                        .orElseThrow(() -> new IOException("the rules of pack " + policy.pack() + " " + policy.version()
                                + " (" + policy.hash()
                                + ") are not at hand\nname the state folder of the daemon that recorded with --state-dir, or that"
                                + " pack as PACK, as it was then"));
                known = new ControlLoop(rules);
                loops.put(policy, known);
            }
            return known;
        }

        /** As it was just before the decision: what the decision itself wrote into the state is taken back. */
        private Situation situation(LoopState before, LoopEvent event) {
            Situation after = Situations.of(state, event.at());
            List<Subject> subjects = new ArrayList<>();
            for (Subject subject : after.subjects()) {
                ModelState old = before.models().get(subject.model().name());
                boolean isSwapped = event instanceof LoopEvent.SwapFinished finished
                        && finished.result()
                                .plan()
                                .model()
                                .equals(subject.model().name());
                subjects.add(restored(subject, old, isSwapped));
            }
            return new Situation(after.at(), after.device(), after.scene(), subjects, after.settings());
        }

        /** @param old null for a model that came with the event */
        private static Subject restored(Subject subject, @Nullable ModelState old, boolean isSwapped) {
            List<Contender> contenders = new ArrayList<>();
            for (Contender c : subject.contenders()) {
                contenders.add(new Contender(
                        c.candidate(),
                        c.estimate(),
                        c.loadMs(),
                        old == null ? null : old.forbiddenAt().get(c.candidate().gear()),
                        c.quarantined()));
            }
            return new Subject(
                    subject.model(),
                    subject.minAccuracy(),
                    subject.active(),
                    isSwapped || old == null || old.pending() == null
                            ? null
                            : old.pending().to(),
                    subject.since(),
                    subject.pinned(),
                    subject.pinUntil(),
                    subject.wanted(),
                    contenders,
                    old == null ? null : old.last());
        }
    }
}
