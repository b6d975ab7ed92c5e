package io.gearshift.daemon.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.trace.TraceJson;
import io.gearshift.daemon.config.Home;
import io.gearshift.policies.explain.Explainer;
import io.gearshift.policies.explain.Flip;
import io.gearshift.policies.explain.Flips;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.meaning.Meaning.RuleFile;
import io.gearshift.policies.pack.BuiltIn;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackSource;
import io.gearshift.policies.pack.PackStore;
import io.gearshift.policies.situation.Situation;
import io.gearshift.policies.situation.SituationReader;
import io.gearshift.policies.table.PackText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would flip a running daemon's choice for a model, worked out here, with the rules that the daemon has in force: the
 * daemon only tells its situation.
 *
 * @param problem why it could not be worked out; empty when it was
 */
record RunningFlips(List<Flip> flips, @Nullable String goal, String problem) {

    /** Never fails: what cannot be worked out is said. */
    @SuppressWarnings("IllegalCatch") // an addition to an answer must not take the answer away
    static RunningFlips of(AdminClient daemon, String model, @Nullable String goal) {
        try {
            JsonNode answer = daemon.get("/v1/situation");
            PolicyId id = TraceJson.mapper().treeToValue(answer.path("policy"), PolicyId.class);
            List<Problem> problems = new ArrayList<>();
            Situation situation =
                    SituationReader.read("situation", answer.path("situation").toString(), problems);
            if (situation == null || !problems.isEmpty()) {
                return unknown(goal, "the daemon's situation is of another version");
            }
            try (Policy policy = policy(id)) {
                return new RunningFlips(new Explainer(policy, text(id)).flips(situation, model, goal), goal, "");
            }
        } catch (PackException | JsonProcessingException | RuntimeException | LinkageError e) {
            return unknown(goal, String.valueOf(e.getMessage()));
        }
    }

    private static RunningFlips unknown(@Nullable String goal, String problem) {
        return new RunningFlips(List.of(), goal, problem.lines().findFirst().orElse("unknown"));
    }

    private static Policy policy(PolicyId id) throws PackException {
        return new PackStore(Home.locate().state())
                .find(id)
                .orElseThrow(() -> new PackException(
                        "the rules of pack " + id.pack() + " as the daemon runs them are not in "
                                + Home.locate().state(),
                        ""));
    }

    /** Its constants make the search exact; without them it still tells only what is true. */
    private static List<RuleFile> text(PolicyId id) throws PackException {
        return BuiltIn.isName(id.pack())
                ? PackText.of(PackSource.of(id.pack())).stream()
                        .map(file -> new RuleFile(file.name(), file.text()))
                        .toList()
                : List.of();
    }

    /** @param most lines at most */
    String render(int most) {
        StringBuilder text = new StringBuilder("\nwhat would change it\n");
        List<String> lines = !problem.isEmpty()
                ? List.of("unknown here: " + problem)
                : flips.isEmpty() ? List.of(Flips.none(goal)) : Flips.say(flips, most);
        lines.forEach(line -> text.append("  ").append(line).append('\n'));
        return text.toString();
    }

    void addTo(ObjectNode json) {
        json.set("flips", PolicyExplainView.flips(flips));
        if (!problem.isEmpty()) {
            json.put("flipsProblem", problem);
        }
    }
}
