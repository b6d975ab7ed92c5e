package io.gearshift.daemon.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.Relaxation;
import io.gearshift.core.trace.TraceJson;
import io.gearshift.policies.explain.Explainer;
import io.gearshift.policies.explain.Flips;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.meaning.InterpretedPolicy;
import io.gearshift.policies.situation.Situation;
import io.gearshift.policies.situation.SituationReader;
import io.gearshift.policies.table.RuleFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would flip a running daemon's choice for a model, worked out here: the daemon only tells its situation and its rules,
 * which are run from their text.
 *
 * @param found null when it could not be worked out
 * @param problem why; empty when it was
 */
record RunningFlips(Flips.@Nullable Found found, @Nullable String goal, String problem) {

    /** Never fails: what cannot be worked out is said. */
    @SuppressWarnings("IllegalCatch") // an addition to an answer must not take the answer away
    static RunningFlips of(AdminClient daemon, String model, @Nullable String goal) {
        try {
            return of(daemon.get("/v1/situation"), model, goal);
        } catch (JsonProcessingException | RuntimeException e) {
            return unknown(goal, String.valueOf(e.getMessage()));
        }
    }

    private static RunningFlips of(JsonNode answer, String model, @Nullable String goal)
            throws JsonProcessingException {
        List<RuleFile> rules = new ArrayList<>();
        answer.path("rules")
                .forEach(file -> rules.add(new RuleFile(
                        file.path("file").asText(), file.path("text").asText())));
        if (rules.isEmpty()) {
            return unknown(goal, "the daemon does not tell the text of its rules: another version built them");
        }
        List<Problem> problems = new ArrayList<>();
        Situation situation =
                SituationReader.read("situation", answer.path("situation").toString(), problems);
        if (situation == null) {
            return unknown(goal, "the daemon's situation is of another version");
        }
        List<Relaxation> relaxation = new ArrayList<>();
        answer.path("relaxation").forEach(name -> relaxation.add(Relaxation.valueOf(name.asText())));
        InterpretedPolicy policy = new InterpretedPolicy(
                TraceJson.mapper().treeToValue(answer.path("policy"), PolicyId.class),
                Objective.valueOf(answer.path("objective").asText()),
                relaxation,
                rules);
        return new RunningFlips(new Explainer(policy, rules).flips(situation, model, goal), goal, "");
    }

    private static RunningFlips unknown(@Nullable String goal, String problem) {
        return new RunningFlips(null, goal, problem.lines().findFirst().orElse("unknown"));
    }

    /** @param most flips at most */
    String render(int most) {
        StringBuilder text = new StringBuilder("\nwhat would change it\n");
        List<String> lines = found == null ? List.of("unknown here: " + problem) : found.say(goal, most);
        lines.forEach(line -> text.append("  ").append(line).append('\n'));
        return text.toString();
    }

    void addTo(ObjectNode json) {
        if (found == null) {
            json.putArray("flips");
            json.put("flipsProblem", problem);
        } else {
            PolicyExplainView.addFlips(json, found);
        }
    }
}
