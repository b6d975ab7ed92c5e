package io.gearshift.policies.meaning;

import io.gearshift.policies.language.RuleReader;
import io.gearshift.policies.language.RuleSyntax;
import io.gearshift.policies.table.RuleFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The rules of a pack and the engine's order: by salience, then as written, from the top again after each new mode.
 * Immutable.
 *
 * @param rules in the order of the files
 * @param order their places, by salience
 */
record Agenda(List<CompiledRule> rules, List<Integer> order) {

    /** @param conditions those of the rules are added */
    static Agenda of(List<RuleFile> files, List<Condition> conditions) {
        List<CompiledRule> rules = new ArrayList<>();
        for (RuleFile file : files) {
            Spans spans = new Spans(file.text());
            for (RuleSyntax rule : RuleReader.read(file.name(), file.text()).trees()) {
                rules.add(new CompiledRule(rule, spans, conditions, file));
            }
        }
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, rules.size()).boxed().toList());
        order.sort(Comparator.comparingInt(i -> -rules.get(i).rule().salience()));
        return new Agenda(List.copyOf(rules), List.copyOf(order));
    }

    /**
     * Ends, because there is a bounded number of modes.
     *
     * @param isDone the rule at this place need not be looked at again
     * @param fires looks at it; true when it matches
     */
    void run(Facts facts, IntPredicate isDone, IntPredicate fires) {
        boolean isNews = true;
        while (isNews) {
            isNews = pass(facts, isDone, fires);
        }
    }

    /** Until one has inserted something new. */
    private boolean pass(Facts facts, IntPredicate isDone, IntPredicate fires) {
        for (int i : order) {
            if (isDone.test(i) || !fires.test(i)) {
                continue;
            }
            boolean isNews = false;
            for (String mode : rules.get(i).inserts()) {
                isNews |= facts.insert(mode);
            }
            if (isNews) {
                return true;
            }
        }
        return false;
    }
}
