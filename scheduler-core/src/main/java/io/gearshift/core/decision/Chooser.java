package io.gearshift.core.decision;

import io.gearshift.core.policy.Relaxation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Picks one gear for every model together. There is always an answer.
 *
 * <p>Per model: drop what is forbidden; keep what meets latency and accuracy; a young active gear that is still allowed
 * stays unless no combination fits the budgets with it. Jointly: the highest total score less the cost of switching, under the memory and power budgets. When nothing
 * fits, constraints are given up in the policy's order. When everything is forbidden, the lightest local gear.
 */
final class Chooser {

    /** Total order, so that equal scores cannot make the choice depend on anything but the names. */
    private static final Comparator<Option> BY_NAME = Comparator.comparing(Option::gear);

    private static final Comparator<Option> LIGHTEST = Comparator.<Option>comparingInt(
                    o -> o.candidate().isLocal() ? 0 : 1)
            .thenComparingDouble(o -> o.candidate().energyMj())
            .thenComparingDouble(o -> o.candidate().memoryBytes())
            .thenComparing(BY_NAME);

    /** More than any difference of scores: a gear held by its dwell goes only where the budgets leave no other way. */
    private static final double HELD = 100;

    private final double hysteresis;
    private final List<Relaxation> order;
    private final Budgets budgets;

    Chooser(double hysteresis, List<Relaxation> order, Budgets budgets) {
        this.hysteresis = hysteresis;
        this.order = order;
        this.budgets = budgets;
    }

    List<Answer> choose(List<Question> questions) {
        List<Field> fields = new ArrayList<>(questions.size());
        for (Question question : questions) {
            fields.add(new Field(question));
        }
        for (int given = 0; ; given++) {
            Set<Relaxation> kept = EnumSet.noneOf(Relaxation.class);
            kept.addAll(order.subList(Math.min(given, order.size()), order.size()));
            int[] picks = solve(fields, kept, given);
            if (picks != null) {
                return answers(fields, picks);
            }
        }
    }

    /** What is in force stays, or the lightest local gear: for when rules cannot be asked. */
    Answer keep(Question question) {
        Field field = new Field(question);
        Option pinned = find(question.options(), question.pinned());
        Option active = find(question.options(), question.active());
        Option kept = pinned != null ? pinned : active != null && active.isAble() ? active : field.lastResort();
        return field.answer(kept, false, false);
    }

    /** Null when no combination holds the kept constraints. */
    private int @Nullable [] solve(List<Field> fields, Set<Relaxation> kept, int given) {
        int n = fields.size();
        double[][] values = new double[n][];
        double[][] memory = new double[n][];
        double[][] power = new double[n][];
        for (int m = 0; m < n; m++) {
            Field field = fields.get(m);
            field.narrow(kept, given);
            int size = field.open.size();
            values[m] = new double[size];
            memory[m] = new double[size];
            power[m] = new double[size];
            double weight = 1 + field.question.priority() / 100.0;
            for (int i = 0; i < size; i++) {
                Option option = field.open.get(i);
                values[m][i] = weight * field.value(option);
                memory[m][i] = option.candidate().memoryBytes();
                power[m][i] = Budgets.powerW(field.question, option);
            }
        }
        boolean isLast = given >= order.size();
        double memoryBytes = kept.contains(Relaxation.MEMORY) ? budgets.memoryBytes() : Double.POSITIVE_INFINITY;
        double powerW = kept.contains(Relaxation.POWER) ? budgets.powerW() : Double.POSITIVE_INFINITY;
        return Knapsack.solve(values, memory, power, isLast ? Budgets.NONE : new Budgets(memoryBytes, powerW));
    }

    private List<Answer> answers(List<Field> fields, int[] picks) {
        Option[] chosen = new Option[picks.length];
        double memoryBytes = 0;
        double powerW = 0;
        for (int m = 0; m < picks.length; m++) {
            chosen[m] = fields.get(m).open.get(picks[m]);
            memoryBytes += chosen[m].candidate().memoryBytes();
            powerW += Budgets.powerW(fields.get(m).question, chosen[m]);
        }
        List<Answer> answers = new ArrayList<>(picks.length);
        for (int m = 0; m < picks.length; m++) {
            answers.add(
                    fields.get(m).answer(chosen[m], memoryBytes > budgets.memoryBytes(), powerW > budgets.powerW()));
        }
        return answers;
    }

    /** The options of one model while the choice is made. */
    private final class Field {
        private final Question question;
        private final Scorer scorer;
        private final double[] scores;
        private final boolean isLastResort;
        private final List<Option> allowed;
        private List<Option> open = List.of();

        Field(Question question) {
            this.question = question;
            this.scorer = new Scorer(question);
            this.scores = new double[question.options().size()];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = scorer.score(question.options().get(i));
            }
            List<Option> free = filter(question.options(), Option::isAllowed);
            if (free.isEmpty()) {
                free = filter(question.options(), Option::isPermitted);
            }
            this.isLastResort = free.isEmpty();
            this.allowed = isLastResort ? List.of(lastResort()) : free;
        }

        /**
         * A gear that failed to load or has no link cannot serve, whatever else; a local one that rules forbid can. What
         * rules keep on the device stays there: rather a local gear that has to be waited for.
         */
        private Option lastResort() {
            List<Option> open = filter(question.options(), Option::isPinnable);
            if (open.isEmpty()) {
                open = filter(question.options(), o -> o.candidate().isLocal());
            }
            return (open.isEmpty() ? question.options() : open)
                    .stream().min(LIGHTEST).orElseThrow();
        }

        double score(Option option) {
            return scores[question.options().indexOf(option)];
        }

        /** Score as the joint choice sees it. */
        double value(Option option) {
            double held = isHeldByDwell(option) || isWanted(option) ? HELD : 0;
            return score(option) - scorer.switchCost(option) + (question.isActive(option) ? hysteresis : 0) + held;
        }

        private boolean isHeldByDwell(Option option) {
            return question.isDwelling() && question.isActive(option) && allowed.contains(option);
        }

        private boolean isWanted(Option option) {
            return option.gear().equals(question.wanted());
        }

        void narrow(Set<Relaxation> kept, int given) {
            Option pinned = find(question.options(), question.pinned());
            if (pinned != null) {
                open = List.of(pinned);
                return;
            }
            List<Option> fitting = filter(allowed, o -> meets(o, kept) || isHeldByDwell(o));
            for (int more = given; fitting.isEmpty(); more++) {
                Set<Relaxation> fewer = EnumSet.noneOf(Relaxation.class);
                fewer.addAll(order.subList(Math.min(more, order.size()), order.size()));
                boolean isLast = more >= order.size();
                fitting = filter(allowed, o -> isLast || meets(o, fewer));
            }
            List<Option> sorted = new ArrayList<>(fitting);
            sorted.sort(Comparator.<Option>comparingDouble(o -> -value(o)).thenComparing(BY_NAME));
            open = sorted;
        }

        private boolean meets(Option option, Set<Relaxation> kept) {
            return (!kept.contains(Relaxation.LATENCY) || question.meetsLatency(option))
                    && (!kept.contains(Relaxation.ACCURACY) || question.meetsAccuracy(option));
        }

        Answer answer(Option chosen, boolean isOverMemory, boolean isOverPower) {
            boolean isHeld = isHeldByDwell(chosen);
            List<Relaxation> relaxed = new ArrayList<>();
            if (!question.meetsLatency(chosen) && question.pinned() == null && !isHeld) {
                relaxed.add(Relaxation.LATENCY);
            }
            if (!question.meetsAccuracy(chosen)) {
                relaxed.add(Relaxation.ACCURACY);
            }
            if (isOverMemory) {
                relaxed.add(Relaxation.MEMORY);
            }
            if (isOverPower) {
                relaxed.add(Relaxation.POWER);
            }
            return new Answer(question, chosen, scores, relaxed, isLastResort, isHeld, better(chosen, isHeld));
        }

        /** The best gear that holds the constraints and that only dwell or hysteresis kept from being chosen. */
        private @Nullable Option better(Option chosen, boolean isHeld) {
            boolean isBroken = !meets(chosen, EnumSet.allOf(Relaxation.class));
            Option better = null;
            for (Option option : allowed) {
                boolean isFit = option != chosen && meets(option, EnumSet.allOf(Relaxation.class));
                boolean isHigher = isBroken || score(option) > score(chosen);
                boolean isWithinMargin = isHeld || value(option) <= value(chosen);
                if (isFit && isHigher && isWithinMargin && (better == null || score(option) > score(better))) {
                    better = option;
                }
            }
            return better;
        }
    }

    private static @Nullable Option find(List<Option> options, @Nullable String gear) {
        if (gear != null) {
            for (Option option : options) {
                if (option.gear().equals(gear)) {
                    return option;
                }
            }
        }
        return null;
    }

    private static List<Option> filter(List<Option> options, java.util.function.Predicate<Option> test) {
        List<Option> kept = new ArrayList<>(options.size());
        for (Option option : options) {
            if (test.test(option)) {
                kept.add(option);
            }
        }
        return kept;
    }
}
