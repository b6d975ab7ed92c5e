package io.gearshift.policies.check;

import io.gearshift.policies.check.PackAnalysis.Known;
import io.gearshift.policies.language.Code;
import io.gearshift.policies.language.Ranges;
import io.gearshift.policies.language.RuleSyntax.Action;
import io.gearshift.policies.language.Span;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A pack that favours remote gears must say what may not leave the device. */
final class Privacy {

    private final PackAnalysis analysis;

    Privacy(PackAnalysis analysis) {
        this.analysis = analysis;
    }

    /** @param rules all that can fire */
    void check(List<Known> rules) {
        List<Literal> remote = List.of(
                new Literal("Scene", "isPrivate", Words.of(Set.of("true"), Set.of("true", "false")), false, null),
                new Literal(
                        "Candidate#0",
                        "location",
                        Words.of(SingleRule.REMOTE, Set.of("LOCAL", "CLOUD", "SPLIT")),
                        false,
                        null));
        Case privately = new Case(remote, List.of("Device", "Scene", "Candidate#0"));
        boolean isKept = rules.stream().anyMatch(rule -> forbids(rule, privately));
        for (Known rule : rules) {
            for (Action action : rule.rule().actions()) {
                if (!isKept && favoursRemote(rule, action)) {
                    analysis.warn(
                            rule.placed(),
                            Span.of(action.verb()),
                            Code.PRIVATE_LEAVES,
                            "favours gears outside the device, and no rule forbids them in a private scene",
                            "add Scene( isPrivate ) $c : Candidate( !isLocal ) with policy.forbid($c, \"...\")");
                    return;
                }
            }
        }
    }

    private static boolean forbids(Known rule, Case when) {
        return rule.rule().actions().stream().anyMatch(action -> {
            String fact = action.verb().is("forbid")
                    ? rule.cases().fact(action.arguments().get(0))
                    : null;
            return fact != null
                    && rule.cases().possible().stream().anyMatch(one -> when.implies(one, Map.of(fact, "Candidate#0")));
        });
    }

    private static boolean favoursRemote(Known rule, Action action) {
        Double weight =
                action.verb().is("prefer") ? Ranges.constant(action.arguments().get(1)) : null;
        boolean isFavour = action.verb().is("pin") || weight != null && weight > 0;
        String fact = isFavour ? rule.cases().fact(action.arguments().get(0)) : null;
        return fact != null
                && rule.cases().possible().stream().anyMatch(one -> {
                    Domain location = one.domain(fact, "location");
                    Domain isPrivate = one.domain("Scene", "isPrivate");
                    boolean isPublic = isPrivate instanceof Words words && !words.has("true");
                    return location instanceof Words words && !words.has("LOCAL") && !isPublic;
                });
    }
}
