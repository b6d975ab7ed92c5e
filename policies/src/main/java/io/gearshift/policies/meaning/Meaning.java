package io.gearshift.policies.meaning;

import io.gearshift.core.policy.PolicyInput;
import io.gearshift.policies.table.RuleFile;
import java.util.ArrayList;
import java.util.List;

/**
 * Interprets rules as the engine runs them, and notes on the way what each condition saw: the engine itself only tells
 * which rules fired. Conditions are judged from left to right, and no further than the first that is false. Immutable.
 *
 * <p>Rules that insert a {@link io.gearshift.core.policy.Mode} are run in the engine's order: by salience, then as
 * written, from the top again after each insertion.
 */
public final class Meaning {

    private final List<Condition> conditions = new ArrayList<>();
    private final Agenda agenda;

    /** @param files of rules that passed the reader's check, in the order in which the pack is built */
    public Meaning(List<RuleFile> files) {
        agenda = Agenda.of(files, conditions);
    }

    /** Every condition of every rule, in the order of the files; its id is its place. */
    public List<Condition> conditions() {
        return List.copyOf(conditions);
    }

    /** One entry for each rule, in the order of the files. */
    public List<Seen> of(PolicyInput input) {
        List<CompiledRule> rules = agenda.rules();
        Sight[] sights = new Sight[conditions.size()];
        int[] matches = new int[rules.size()];
        boolean[] isDone = new boolean[rules.size()];
        Facts facts = new Facts(input);
        agenda.run(facts, i -> isDone[i], i -> {
            CompiledRule rule = rules.get(i);
            for (int c = rule.firstCondition(); c < rule.endCondition(); c++) {
                sights[c] = new Sight(conditions.get(c));
            }
            matches[i] = rule.matches(facts, sights);
            isDone[i] = matches[i] > 0 || !rule.asksModes();
            return matches[i] > 0;
        });
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
}
