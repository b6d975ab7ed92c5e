package io.gearshift.policies.meaning;

import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.PolicyOutcome;
import io.gearshift.core.policy.Relaxation;
import io.gearshift.core.policy.RuleInfo;
import io.gearshift.core.policy.RuleSource;
import io.gearshift.core.policy.Verdict;
import io.gearshift.policies.language.RuleReader;
import io.gearshift.policies.rules.VerdictOrder;
import io.gearshift.policies.table.RuleFile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A pack run from its text, without an engine or a compiler: it says what the engine says (a differential test holds them
 * together), and starts at once. For searches that decide thousands of times with values that change in each; the engine
 * would build another network for each set of rules that can fire. Rules run here have passed the build's bounds already.
 * One thread at a time.
 */
public final class InterpretedPolicy implements Policy {

    private final PolicyId id;
    private final Objective objective;
    private final List<Relaxation> relaxation;
    private final List<RuleInfo> infos;
    private final List<RuleSource> text;
    private final Agenda agenda;
    private final Sight[] blind;

    /** @param files of rules that passed the reader's check, in the order of the pack */
    public InterpretedPolicy(PolicyId id, Objective objective, List<Relaxation> relaxation, List<RuleFile> files) {
        this.id = id;
        this.objective = objective;
        this.relaxation = List.copyOf(relaxation);
        this.infos = files.stream()
                .flatMap(file -> RuleReader.read(file.name(), file.text()).rules().stream()
                        .map(file::placed))
                .toList();
        this.text = files.stream()
                .map(file -> new RuleSource(file.name(), file.text()))
                .toList();
        List<Condition> conditions = new ArrayList<>();
        this.agenda = Agenda.of(files, conditions);
        this.blind = conditions.stream().map(Sight::blind).toArray(Sight[]::new);
    }

    /** The same rules as another policy's. */
    public static InterpretedPolicy of(Policy policy, List<RuleFile> files) {
        return new InterpretedPolicy(policy.id(), policy.objective(), policy.relaxationOrder(), files);
    }

    @Override
    public PolicyId id() {
        return id;
    }

    @Override
    public Objective objective() {
        return objective;
    }

    @Override
    public List<Relaxation> relaxationOrder() {
        return relaxation;
    }

    @Override
    public List<RuleInfo> rules() {
        return infos;
    }

    @Override
    public List<RuleSource> text() {
        return text;
    }

    @Override
    @SuppressWarnings("IllegalCatch") // what a rule does wrong is a fault of the policy
    public PolicyOutcome evaluate(PolicyInput input) {
        Facts facts = new Facts(input);
        Set<Verdict> verdicts = new LinkedHashSet<>();
        Set<String> fired = new LinkedHashSet<>();
        boolean[] isDone = new boolean[agenda.rules().size()];
        try {
            agenda.run(facts, i -> isDone[i], i -> {
                CompiledRule rule = agenda.rules().get(i);
                isDone[i] = !rule.asksModes(); // a new mode may be a new match
                boolean isFired = rule.fire(facts, blind, verdicts::add);
                if (isFired) {
                    fired.add(rule.rule().name());
                }
                return isFired;
            });
        } catch (RuntimeException e) {
            return PolicyOutcome.failed(String.valueOf(e.getMessage()));
        }
        List<Verdict> sorted = new ArrayList<>(verdicts);
        sorted.sort(VerdictOrder.INSTANCE);
        return PolicyOutcome.of(sorted, List.copyOf(fired));
    }

    @Override
    public void close() {
        // holds nothing
    }
}
