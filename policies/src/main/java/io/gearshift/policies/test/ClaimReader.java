package io.gearshift.policies.test;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.policy.Budget;
import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.Verdict;
import io.gearshift.core.text.Nearest;
import io.gearshift.policies.document.Section;
import io.gearshift.policies.document.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code expect}. */
final class ClaimReader {

    /** What may be expected of a moment. */
    static final List<String> KEYS = Stream.concat(
                    ModelClaims.KEYS.stream(), Stream.of("models", "fired", "notFired", "verdicts"))
            .toList();

    private static final List<String> VERDICT =
            List.of("rule", "verb", "model", "gear", "weight", "budget", "amount", "objective", "reason");
    private static final List<String> VERBS = List.of("forbid", "prefer", "limit", "objective", "pin");

    private final Known known;

    ClaimReader(Known known) {
        this.known = known;
    }

    /** A gear, or keys. */
    List<Claim> read(Value value) {
        if (!value.isMap()) {
            ModelSpec only = ModelClaims.only(known, value, "the gear");
            return only == null ? List.of() : ModelClaims.ofGear(value, only, known);
        }
        Section section = value.section("expect", KEYS);
        List<Claim> claims = section == null ? List.of() : read(section);
        if (section != null && section.isEmpty()) {
            value.problem("missing", "expect: nothing is expected", "for example expect: int8");
        }
        return claims;
    }

    /** Those keys of the section that are expectations. */
    List<Claim> read(Section section) {
        List<Claim> claims = new ArrayList<>();
        String first = section.keys().stream()
                .filter(ModelClaims.KEYS::contains)
                .findFirst()
                .orElse(null);
        if (first != null) {
            ModelSpec only = ModelClaims.only(known, section.key(first), first);
            if (only != null) {
                claims.addAll(ModelClaims.of(section, only, known));
            }
        }
        models(section.get("models"), claims);
        rules(section.get("fired"), true, claims);
        rules(section.get("notFired"), false, claims);
        Value verdicts = section.get("verdicts");
        if (verdicts != null) {
            verdicts.items("verdicts").forEach(item -> verdict(item, claims));
        }
        return claims;
    }

    private void models(@Nullable Value value, List<Claim> claims) {
        Section models = value == null ? null : value.names("models");
        if (models == null) {
            return;
        }
        for (String name : models.keys()) {
            ModelSpec model = known.model(name);
            Value expected = models.get(name);
            if (model == null) {
                models.key(name)
                        .problem(
                                "unknown-model",
                                "models: there is no model " + name,
                                Nearest.hintOrList(name, known.modelNames()));
            } else if (expected != null && expected.isMap()) {
                Section section = expected.section("model " + name, ModelClaims.KEYS);
                if (section != null) {
                    claims.addAll(ModelClaims.of(section, model, known));
                }
            } else if (expected != null) {
                claims.addAll(ModelClaims.ofGear(expected, model, known));
            }
        }
    }

    private void rules(@Nullable Value value, boolean isFired, List<Claim> claims) {
        String key = isFired ? "fired" : "notFired";
        for (Value item : value == null ? List.<Value>of() : value.oneOrMore(key)) {
            String rule = known.rule(item, key);
            if (rule != null) {
                claims.add(new Claim(
                        item.line(),
                        moment -> Claim.of(
                                moment.fired().contains(rule) == isFired,
                                key,
                                '"' + rule + '"',
                                !isFired ? "that it fired" : fired(moment))));
            }
        }
    }

    private static String fired(Moment moment) {
        return moment.fired().isEmpty()
                ? "none"
                : moment.fired().stream().map(rule -> '"' + rule + '"').collect(Collectors.joining(", "));
    }

    private void verdict(Value item, List<Claim> claims) {
        Section section = item.section("verdict", VERDICT);
        if (section == null) {
            return;
        }
        Value ruleValue = section.get("rule");
        String rule = ruleValue == null ? null : known.rule(ruleValue, "rule");
        Value verbValue = section.get("verb");
        if (verbValue != null && !VERBS.contains(verbValue.raw())) {
            verbValue.problem(
                    "type",
                    "verb: " + verbValue.shown() + " (expected: " + String.join(", ", VERBS) + ")",
                    Nearest.hint(verbValue.raw(), VERBS));
        }
        String model = text(section, "model");
        if (model != null && known.model(model) == null) {
            section.key("model")
                    .problem(
                            "unknown-model",
                            "there is no model " + model,
                            Nearest.hintOrList(model, known.modelNames()));
        }
        Double weight = number(section, "weight");
        Double amount = number(section, "amount");
        Value objectiveValue = section.get("objective");
        Objective objective = objectiveValue == null ? null : objectiveValue.constant("objective", Objective.class);
        Value budgetValue = section.get("budget");
        Budget budget = budgetValue == null ? null : budgetValue.constant("budget", Budget.class);
        String gear = text(section, "gear");
        String reason = text(section, "reason");
        gearExists(section, gear);
        Said said = new Said(
                rule,
                verbValue == null ? null : verbValue.raw(),
                model,
                gear,
                weight,
                budget,
                amount,
                objective,
                reason);
        claims.add(new Claim(
                item.line(),
                moment -> Claim.of(
                        moment.outcome().verdicts().stream().anyMatch(said::matches),
                        "verdict",
                        said.text(),
                        moment.outcome().verdicts().isEmpty()
                                ? "no verdict"
                                : moment.outcome().verdicts().stream()
                                        .map(Said::text)
                                        .toList())));
    }

    private void gearExists(Section section, @Nullable String gear) {
        if (gear != null
                && known.models().stream().allMatch(m -> Known.gears(gear, m).isEmpty())) {
            section.key("gear")
                    .problem("unknown-gear", "there is no gear " + gear, Nearest.hintOrList(gear, known.gearNames()));
        }
    }

    private static @Nullable String text(Section section, String key) {
        Value value = section.get(key);
        return value == null ? null : value.text(key);
    }

    private static @Nullable Double number(Section section, String key) {
        Value value = section.get(key);
        boolean isOfBytes = key.equals("amount") && value != null && !value.isNumber(); // 64 MiB, but 2.5 of watts
        return value == null ? null : value.quantity(isOfBytes ? "amountBytes" : key);
    }

    /** A verdict of which some parts are known. */
    private record Said(
            @Nullable String rule,
            @Nullable String verb,
            @Nullable String model,
            @Nullable String gear,
            @Nullable Double weight,
            @Nullable Budget budget,
            @Nullable Double amount,
            @Nullable Objective objective,
            @Nullable String reason) {

        static Said of(Verdict v) {
            if (v instanceof Verdict.Forbid f) {
                return new Said(f.rule(), "forbid", f.model(), f.gear(), null, null, null, null, f.reason());
            } else if (v instanceof Verdict.Prefer p) {
                return new Said(p.rule(), "prefer", p.model(), p.gear(), p.weight(), null, null, null, p.reason());
            } else if (v instanceof Verdict.Limit l) {
                return new Said(l.rule(), "limit", null, null, null, l.budget(), l.amount(), null, l.reason());
            } else if (v instanceof Verdict.Aim a) {
                String model = a.model().isEmpty() ? null : a.model();
                return new Said(a.rule(), "objective", model, null, null, null, null, a.objective(), a.reason());
            }
            Verdict.Pin p = (Verdict.Pin) v;
            return new Said(p.rule(), "pin", p.model(), p.gear(), null, null, null, null, p.reason());
        }

        boolean matches(Verdict verdict) {
            Said is = of(verdict);
            return same(rule, is.rule)
                    && same(verb, is.verb)
                    && same(model, is.model)
                    && (gear == null || (is.gear != null && (is.gear.equals(gear) || is.gear.startsWith(gear + "@"))))
                    && near(weight, is.weight)
                    && same(budget, is.budget)
                    && near(amount, is.amount)
                    && same(objective, is.objective)
                    && (reason == null || (is.reason != null && is.reason.contains(reason)));
        }

        private static boolean same(@Nullable Object expected, @Nullable Object got) {
            return expected == null || expected.equals(got);
        }

        private static boolean near(@Nullable Double expected, @Nullable Double got) {
            return expected == null || (got != null && Math.abs(expected - got) <= 1e-9 * Math.max(1, Math.abs(got)));
        }

        static String text(Verdict verdict) {
            return of(verdict).text();
        }

        String text() {
            return Stream.of(
                            Optional.ofNullable(verb).orElse("any verb"),
                            gear,
                            model == null ? null : "of " + model,
                            budget,
                            amount,
                            objective,
                            weight == null ? null : String.format(Locale.ROOT, "%+.3f", weight),
                            rule == null ? null : "by \"" + rule + "\"")
                    .filter(part -> part != null)
                    .map(Object::toString)
                    .collect(Collectors.joining(" "));
        }
    }
}
