package io.gearshift.policies.vary;

import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.Relaxation;
import io.gearshift.core.text.Digest;
import io.gearshift.policies.language.Checked;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.language.RuleReader;
import io.gearshift.policies.language.RuleSyntax;
import io.gearshift.policies.language.RuleText;
import io.gearshift.policies.meaning.InterpretedPolicy;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackSource;
import io.gearshift.policies.table.PackRules;
import io.gearshift.policies.table.PackText;
import io.gearshift.policies.table.RuleFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A pack as it is written, and the same with other numbers in its rules, another objective or another order of giving up.
 * What was changed is read and checked like any pack. Immutable.
 *
 * @param source the pack
 * @param files the rules that hold in it
 * @param numbers what its rules say in numbers, by rule
 * @param changed rules of which a number was changed
 */
public record VariedPack(
        PackSource source,
        List<RuleFile> files,
        Map<String, List<RuleNumber>> numbers,
        Objective objective,
        List<Relaxation> relaxation,
        Set<String> changed) {

    public VariedPack {
        files = List.copyOf(files);
        numbers = new TreeMap<>(numbers);
        relaxation = List.copyOf(relaxation);
        changed = new TreeSet<>(changed);
    }

    /**
     * @param pack a built-in pack's name, or a folder with {@code pack.yaml}
     * @throws PackException with every problem of the pack
     */
    public static VariedPack of(String pack) throws PackException {
        PackSource source = PackSource.of(pack);
        List<RuleFile> files = PackText.of(source);
        List<Problem> problems = PackRules.of(files).problems();
        if (problems.stream().anyMatch(Problem::isError)) {
            throw new PackException(source.manifest().name(), problems);
        }
        return new VariedPack(source, files, numbers(files), source.objective(), source.relaxation(), Set.of());
    }

    private static Map<String, List<RuleNumber>> numbers(List<RuleFile> files) {
        Map<String, List<RuleNumber>> numbers = new TreeMap<>();
        for (int i = 0; i < files.size(); i++) {
            RuleFile file = files.get(i);
            for (RuleSyntax rule : RuleReader.read(file.name(), file.text()).trees()) {
                numbers.put(rule.name(), RuleNumbers.of(i, file.text(), rule));
            }
        }
        return numbers;
    }

    public VariedPack with(Objective other) {
        return new VariedPack(source, files, numbers, other, relaxation, changed);
    }

    public VariedPack with(List<Relaxation> order) {
        return new VariedPack(source, files, numbers, objective, order, changed);
    }

    /**
     * Numbers of the pack as it is written, each with what stands in its place; not to be used again on the result, whose
     * places have moved.
     *
     * @throws PackException when the rules are no longer rules with these numbers
     */
    public VariedPack with(Map<RuleNumber, String> others) throws PackException {
        List<RuleFile> edited = new ArrayList<>(files);
        Set<String> rules = new TreeSet<>();
        Set<Integer> touched = new TreeSet<>();
        List<RuleNumber> backwards = others.keySet().stream()
                .sorted(Comparator.comparingInt(RuleNumber::start).reversed())
                .toList();
        for (RuleNumber number : backwards) {
            RuleFile file = edited.get(number.file());
            String text = file.text().substring(0, number.start())
                    + others.get(number)
                    + file.text().substring(number.end());
            edited.set(number.file(), new RuleFile(file.name(), text, file.places()));
            touched.add(number.file());
            if (!number.written().equals(others.get(number))) {
                rules.add(number.rule());
            }
        }
        for (int i : touched) {
            require(edited.get(i));
        }
        return new VariedPack(source, edited, numbers, objective, relaxation, rules);
    }

    private void require(RuleFile file) throws PackException {
        Checked checked = RuleReader.read(file.name(), file.text());
        List<Problem> errors = checked.problems().stream()
                .filter(Problem::isError)
                .map(file::placed)
                .toList();
        if (!errors.isEmpty()) {
            throw new PackException(source.manifest().name(), errors);
        }
    }

    /** Rules run from their text, by one thread at a time; the engine says the same (a test holds the two together). */
    public Policy policy() {
        Digest digest = new Digest().add(source.hash()).add(objective.name()).add(relaxation.toString());
        files.forEach(file -> digest.add(file.text()));
        return new InterpretedPolicy(
                new PolicyId(source.manifest().name(), source.manifest().version(), digest.hex()),
                objective,
                relaxation,
                files);
    }

    /** The text of the changed rules alone, for a pack that extends this one: a rule replaces the inherited one of its name. */
    public String changedRules() {
        StringBuilder text = new StringBuilder();
        for (RuleFile file : files) {
            for (RuleText.Rule rule : RuleText.of(file.text()).rules()) {
                if (changed.contains(rule.name())) {
                    text.append(text.length() == 0 ? "" : "\n")
                            .append(file.text(), rule.start(), rule.end())
                            .append('\n');
                }
            }
        }
        return text.toString();
    }

    /**
     * {@code pack.yaml} of a pack that extends this one and differs in what was changed.
     *
     * @param parent the built-in pack's name, or the folder of this pack relative to the new one
     */
    public String manifest(String parent, @Nullable String remark) {
        StringBuilder yaml = new StringBuilder();
        yaml.append(remark == null ? "" : "# " + remark + "\n");
        yaml.append("name: ").append(shortened(source.manifest().name())).append("-swept\nversion: \"1\"\n");
        yaml.append("extends: ").append(quoted(parent)).append('\n');
        if (objective != source.objective()) {
            yaml.append("objective: ")
                    .append(objective.name().toLowerCase(Locale.ROOT))
                    .append('\n');
        }
        if (!relaxation.equals(source.relaxation())) {
            yaml.append("relaxation: [")
                    .append(String.join(
                            ", ",
                            relaxation.stream()
                                    .map(one -> one.name().toLowerCase(Locale.ROOT))
                                    .toList()))
                    .append("]\n");
        }
        return yaml.toString();
    }

    /** A pack's name has 64 letters at most. */
    private static String shortened(String name) {
        return name.substring(0, Math.min(58, name.length()));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
