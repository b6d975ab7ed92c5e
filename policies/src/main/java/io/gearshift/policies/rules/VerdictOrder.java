package io.gearshift.policies.rules;

import io.gearshift.core.policy.Verdict;
import java.util.Comparator;

/** The order in which verdicts are given out: by kind, model, gear, rule and reason, whatever the order of firing. */
public final class VerdictOrder implements Comparator<Verdict> {

    public static final VerdictOrder INSTANCE = new VerdictOrder();

    private VerdictOrder() {}

    @Override
    public int compare(Verdict a, Verdict b) {
        int order = Integer.compare(kind(a), kind(b));
        order = order != 0 ? order : model(a).compareTo(model(b));
        order = order != 0 ? order : gear(a).compareTo(gear(b));
        order = order != 0 ? order : a.rule().compareTo(b.rule());
        order = order != 0 ? order : a.reason().compareTo(b.reason());
        return order != 0 ? order : a.toString().compareTo(b.toString());
    }

    private static int kind(Verdict verdict) {
        if (verdict instanceof Verdict.Aim) {
            return 0;
        } else if (verdict instanceof Verdict.Forbid) {
            return 1;
        } else if (verdict instanceof Verdict.Limit) {
            return 2;
        }
        return verdict instanceof Verdict.Pin ? 3 : 4;
    }

    private static String model(Verdict verdict) {
        if (verdict instanceof Verdict.Forbid v) {
            return v.model();
        } else if (verdict instanceof Verdict.Prefer v) {
            return v.model();
        } else if (verdict instanceof Verdict.Pin v) {
            return v.model();
        }
        return verdict instanceof Verdict.Aim v ? v.model() : "";
    }

    private static String gear(Verdict verdict) {
        if (verdict instanceof Verdict.Forbid v) {
            return v.gear();
        } else if (verdict instanceof Verdict.Prefer v) {
            return v.gear();
        }
        return verdict instanceof Verdict.Pin v ? v.gear() : "";
    }
}
