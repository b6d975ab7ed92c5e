package io.gearshift.policies.build;

import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.RuleInfo;
import io.gearshift.core.policy.RuleSource;
import io.gearshift.policies.code.CodeCheck;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackManifest;
import io.gearshift.policies.pack.PackSource;
import io.gearshift.policies.rules.CompiledPack;
import io.gearshift.policies.table.PackRules;
import io.gearshift.policies.table.PackText;
import io.gearshift.policies.table.RuleFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the text of a pack into a built pack, or says everything that is wrong with it. What comes out has passed the check of
 * its byte code; who did not run this process checks it again.
 */
public final class PackCompiler {

    private PackCompiler() {}

    /**
     * @throws PackException with every problem, each at its place in the author's text
     */
    public static CompiledPack compile(PackSource source) throws PackException {
        List<Problem> problems = new ArrayList<>();
        PackRules read = PackRules.of(PackText.of(source, problems));
        problems.addAll(read.problems());
        List<RuleInfo> rules = new ArrayList<>();
        Map<RuleFile, String> sources = new LinkedHashMap<>();
        for (PackRules.Part part : read.parts()) {
            part.checked().rules().forEach(rule -> rules.add(part.file().placed(rule)));
            sources.put(part.file(), part.checked().source());
        }
        refuse(source, problems);
        Drools.Result result = Drools.compile(sources.values());
        if (!result.messages().isEmpty()) {
            refuse(source, Refusals.of(sources, result.messages()));
        }
        List<String> code = CodeCheck.refusals(result.classes());
        if (!code.isEmpty()) {
            refuse(source, Refusals.ofCode(sources, code));
        }
        PackManifest manifest = source.manifest();
        return new CompiledPack(
                new PolicyId(manifest.name(), manifest.version(), source.hash()),
                source.objective(),
                source.relaxation(),
                rules,
                sources.keySet().stream()
                        .map(file -> new RuleSource(file.name(), file.text()))
                        .toList(),
                result.modelClass(),
                result.classes());
    }

    private static void refuse(PackSource source, List<Problem> problems) throws PackException {
        List<Problem> errors = problems.stream().filter(Problem::isError).toList();
        if (!errors.isEmpty()) {
            throw new PackException(source.manifest().name(), errors);
        }
    }
}
