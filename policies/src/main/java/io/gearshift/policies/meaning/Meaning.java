package io.gearshift.policies.meaning;

import io.gearshift.core.policy.PolicyInput;
import io.gearshift.policies.language.RuleReader;
import io.gearshift.policies.language.RuleSyntax;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Interprets rules as the engine runs them, and notes on the way what each condition saw: the engine itself only tells
 * which rules fired. Conditions are judged from left to right, and no further than the first that is false. Immutable.
 *
 * <p>Rules that insert a {@link io.gearshift.core.policy.Mode} are run in the engine's order: by salience, then as
 * written, from the top again after each insertion.
 */
public final class Meaning {

    private final List<CompiledRule> rules = new ArrayList<>();
    private final List<Integer> order = new ArrayList<>();
    private final List<Condition> conditions = new ArrayList<>();

    /** Files in the order in which the pack is built. */
    public Meaning(List<RuleFile> files) {
        for (RuleFile file : files) {
            Spans spans = new Spans(file.text());
            for (RuleSyntax rule : RuleReader.read(file.name(), file.text()).trees()) {
                rules.add(new CompiledRule(rule, spans, conditions, file.name()));
            }
        }
        IntStream.range(0, rules.size()).forEach(order::add);
        order.sort(Comparator.comparingInt(i -> -rules.get(i).rule().salience()));
    }

    /** A file of rules that passed the reader's check. */
    public record RuleFile(String name, String text) {}

    /** Every condition of every rule, in the order of the files; its id is its place. */
    public List<Condition> conditions() {
        return List.copyOf(conditions);
    }

    /** One entry for each rule, in the order of the files. */
    public List<Seen> of(PolicyInput input) {
        Sight[] sights = new Sight[conditions.size()];
        int[] matches = new int[rules.size()];
        Facts facts = new Facts(input);
        boolean[] isDone = new boolean[rules.size()];
        while (fireNext(facts, sights, matches, isDone)) {
            // from the top again: what was inserted may let a rule fire that comes before
        }
        List<Seen> seen = new ArrayList<>(rules.size());
        for (int i = 0; i < rules.size(); i++) {
            CompiledRule rule = rules.get(i);
            seen.add(new Seen(
                    rule.rule().name(),
                    matches[i],
                    List.of(sights).subList(rule.firstCondition(), rule.endCondition())));
        }
        return seen;
    }

    /** Runs rules in order until one has inserted something new. */
    private boolean fireNext(Facts facts, Sight[] sights, int[] matches, boolean[] isDone) {
        for (int i : order) {
            if (isDone[i]) {
                continue;
            }
            CompiledRule rule = rules.get(i);
            for (int c = rule.firstCondition(); c < rule.endCondition(); c++) {
                sights[c] = new Sight(conditions.get(c));
            }
            matches[i] = rule.matches(facts, sights);
            isDone[i] = matches[i] > 0 || !rule.asksModes();
            boolean isNews = false;
            if (matches[i] > 0) {
                for (String mode : rule.inserts()) {
                    isNews |= facts.insert(mode);
                }
            }
            if (isNews) {
                return true;
            }
        }
        return false;
    }
}
