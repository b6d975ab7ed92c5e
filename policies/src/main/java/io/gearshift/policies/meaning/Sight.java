package io.gearshift.policies.meaning;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one condition was seen: true, false, with which values. Counts add up over evaluations. */
public final class Sight {

    /** Enough to show a person what was seen. */
    private static final int MOST_SAMPLES = 3;

    private final boolean isKept;
    private final Condition condition;
    private long trueCount;
    private long falseCount;
    private final List<Sample> whenTrue = new ArrayList<>(0);
    private final List<Sample> whenFalse = new ArrayList<>(0);
    private @Nullable Sample nearestMiss;

    public Sight(Condition condition) {
        this(condition, true);
    }

    private Sight(Condition condition, boolean isKept) {
        this.condition = condition;
        this.isKept = isKept;
    }

    /** One that notes nothing: for when only what the rules say is wanted. */
    static Sight blind(Condition condition) {
        return new Sight(condition, false);
    }

    public Condition condition() {
        return condition;
    }

    public long trueCount() {
        return trueCount;
    }

    public long falseCount() {
        return falseCount;
    }

    /** It was judged at least once. */
    public boolean isReached() {
        return trueCount + falseCount > 0;
    }

    public boolean isSeenBothWays() {
        return trueCount > 0 && falseCount > 0;
    }

    /** The first few. */
    public List<Sample> whenTrue() {
        return List.copyOf(whenTrue);
    }

    public List<Sample> whenFalse() {
        return List.copyOf(whenFalse);
    }

    /** Of those judged false, the one nearest its bound; null when none was. */
    public @Nullable Sample nearestMiss() {
        return nearestMiss;
    }

    void judged(boolean isTrue) {
        trueCount += isTrue ? 1 : 0;
        falseCount += isTrue ? 0 : 1;
    }

    boolean wants(boolean isTrue, double gap) {
        if (!isKept) {
            return false;
        }
        return isTrue
                ? whenTrue.size() < MOST_SAMPLES
                : whenFalse.size() < MOST_SAMPLES || nearestMiss == null || gap < nearestMiss.gap();
    }

    void keep(boolean isTrue, Sample sample) {
        List<Sample> kept = isTrue ? whenTrue : whenFalse;
        if (kept.size() < MOST_SAMPLES) {
            kept.add(sample);
        }
        if (!isTrue && (nearestMiss == null || sample.gap() < nearestMiss.gap())) {
            nearestMiss = sample;
        }
    }

    /** Adds what another evaluation saw. */
    public void add(Sight other) {
        trueCount += other.trueCount;
        falseCount += other.falseCount;
        other.whenTrue.forEach(sample -> keep(true, sample));
        other.whenFalse.forEach(sample -> keep(false, sample));
        if (other.nearestMiss != null) {
            keep(false, other.nearestMiss);
        }
    }
}
