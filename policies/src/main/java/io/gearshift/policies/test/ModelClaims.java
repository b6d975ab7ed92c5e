package io.gearshift.policies.test;

import io.gearshift.core.decision.Action;
import io.gearshift.core.decision.Decider;
import io.gearshift.core.decision.Decision;
import io.gearshift.core.decision.Decision.Reason;
import io.gearshift.core.decision.ReasonCode;
import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.Verdict;
import io.gearshift.core.text.Nearest;
import io.gearshift.policies.document.Section;
import io.gearshift.policies.document.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is expected for one model. */
final class ModelClaims {

    static final List<String> KEYS =
            List.of("gear", "action", "reason", "forbidden", "permitted", "preferences", "objective", "degraded");

    private final ModelSpec model;
    private final Known known;
    private final List<Claim> claims = new ArrayList<>();

    private ModelClaims(ModelSpec model, Known known) {
        this.model = model;
        this.known = known;
    }

    /** A gear alone. */
    static List<Claim> ofGear(Value value, ModelSpec model, Known known) {
        ModelClaims it = new ModelClaims(model, known);
        it.gear(value);
        return it.claims;
    }

    static List<Claim> of(Section section, ModelSpec model, Known known) {
        ModelClaims it = new ModelClaims(model, known);
        for (String key : KEYS) {
            Value value = section.get(key);
            if (value != null) {
                it.add(key, value);
            }
        }
        return it.claims;
    }

    private void add(String key, Value value) {
        switch (key) {
            case "gear" -> gear(value);
            case "action" -> action(value);
            case "reason" -> value.oneOrMore(key).forEach(this::reason);
            case "forbidden" -> value.oneOrMore(key).forEach(item -> forbidden(item, true));
            case "permitted" -> value.oneOrMore(key).forEach(item -> forbidden(item, false));
            case "preferences" -> preferences(value);
            case "objective" -> objective(value);
            default -> degraded(value);
        }
    }

    private void claim(Value at, java.util.function.Function<Moment, Optional<Mismatch>> mismatch) {
        claims.add(new Claim(at.line(), mismatch));
    }

    private void gear(Value value) {
        List<String> expected = new ArrayList<>();
        for (Value item : value.oneOrMore("gear")) {
            String gear = known.gear(item, "gear", model);
            if (gear != null) {
                expected.add(gear);
            }
        }
        TreeSet<String> gears = new TreeSet<>();
        expected.forEach(text -> gears.addAll(Known.gears(text, model)));
        claim(value, moment -> {
            String got = String.valueOf(moment.gears().get(model.name()));
            return Claim.of(gears.contains(got), what("gear"), String.join(" or ", expected), got);
        });
    }

    private void action(Value value) {
        Action expected = value.constant("action", Action.class);
        if (expected != null) {
            claim(
                    value,
                    moment -> Claim.of(
                            moment.action(model.name()) == expected,
                            what("action"),
                            expected,
                            moment.action(model.name())));
        }
    }

    /** A code, a rule's name, or words of the explanation. */
    private void reason(Value value) {
        String expected = value.text("reason");
        if (expected == null) {
            return;
        }
        claim(value, moment -> {
            Decision decision = moment.decision(model.name());
            Decision cause = moment.causes().get(model.name());
            boolean holds = says(decision, expected) || (cause != null && says(cause, expected));
            return Claim.of(holds, what("reason"), expected + near(expected), decision.summary());
        });
    }

    /** A code that was probably meant. */
    private static String near(String expected) {
        List<String> codes = Arrays.stream(ReasonCode.values())
                .map(code -> code.name().toLowerCase(Locale.ROOT))
                .toList();
        return codes.contains(expected)
                ? ""
                : Nearest.to(expected, codes)
                        .map(code -> " (did you mean " + code + "?)")
                        .orElse("");
    }

    private static boolean says(Decision decision, String expected) {
        String code = expected.toUpperCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
        return decision.reason().name().equals(code)
                || decision.summary().contains(expected)
                || parts(decision)
                        .anyMatch(r -> r.name().equals(expected) || r.text().contains(expected));
    }

    private static Stream<Reason> parts(Decision decision) {
        return Stream.concat(
                decision.reasons().stream(),
                decision.considered().stream()
                        .flatMap(c -> Stream.concat(c.rejectedBy().stream(), c.preferences().stream())));
    }

    private void forbidden(Value value, boolean isForbidden) {
        String key = isForbidden ? "forbidden" : "permitted";
        String text = known.gear(value, key, model);
        for (String gear : text == null ? List.<String>of() : Known.gears(text, model)) {
            claim(value, moment -> {
                List<String> rules = moment.outcome().verdicts().stream()
                        .filter(v -> v instanceof Verdict.Forbid f
                                && f.model().equals(model.name())
                                && f.gear().equals(gear))
                        .map(Verdict::rule)
                        .toList();
                return Claim.of(
                        rules.isEmpty() != isForbidden,
                        what(key),
                        gear,
                        rules.isEmpty() ? "no rule that forbids it" : "forbidden by " + rules);
            });
        }
    }

    private void preferences(Value value) {
        Section section = value.names("preferences");
        if (section == null) {
            return;
        }
        for (String name : section.keys()) {
            String gear = known.gear(section.key(name), "preferences", model);
            Value weight = section.get(name);
            Double expected = weight == null ? null : weight.quantity("weight");
            if (gear == null || expected == null) {
                continue;
            }
            for (String full : Known.gears(gear, model)) {
                claim(section.key(name), moment -> preference(moment, full, expected));
            }
        }
    }

    private Optional<Mismatch> preference(Moment moment, String gear, double expected) {
        double sum = moment.outcome().verdicts().stream()
                .filter(v -> v instanceof Verdict.Prefer p
                        && p.model().equals(model.name())
                        && p.gear().equals(gear))
                .mapToDouble(v -> ((Verdict.Prefer) v).weight())
                .sum();
        return Claim.of(
                Math.abs(sum - expected) < 1e-9, what("preference for " + gear), expected, Math.round(sum * 1e6) / 1e6);
    }

    private void objective(Value value) {
        Objective expected = value.constant("objective", Objective.class);
        if (expected != null) {
            claim(value, moment -> {
                Objective got = Decider.objective(model.name(), moment.input(), moment.outcome(), moment.ofPack());
                return Claim.of(got == expected, what("objective"), expected, got);
            });
        }
    }

    private void degraded(Value value) {
        Boolean expected = value.flag("degraded");
        if (expected != null) {
            claim(value, moment -> {
                Decision decision = moment.decision(model.name());
                String got = decision.isDegraded()
                        ? "true, given up: " + decision.relaxed().stream().collect(Collectors.joining(", "))
                        : "false";
                return Claim.of(decision.isDegraded() == expected, what("degraded"), expected, got);
            });
        }
    }

    private String what(String key) {
        return known.models().size() == 1 ? key : model.name() + ": " + key;
    }

    static @Nullable ModelSpec only(Known known, Value at, String what) {
        if (known.models().size() == 1) {
            return known.models().get(0);
        }
        at.problem(
                "ambiguous",
                what + " of which model? (there are " + String.join(", ", known.modelNames()) + ")",
                "write models: {" + known.modelNames().first() + ": ...}");
        return null;
    }
}
