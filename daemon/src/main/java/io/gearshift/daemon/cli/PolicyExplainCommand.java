package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.core.decision.Decision;
import io.gearshift.core.decision.Subject;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.text.Nearest;
import io.gearshift.core.trace.TraceManifest;
import io.gearshift.core.trace.TraceReader;
import io.gearshift.daemon.config.Home;
import io.gearshift.policies.explain.Explainer;
import io.gearshift.policies.explain.Explanation;
import io.gearshift.policies.explain.Recorded;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackSource;
import io.gearshift.policies.situation.Situation;
import io.gearshift.policies.situation.SituationReader;
import io.gearshift.policies.table.PackText;
import io.gearshift.policies.table.RuleFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gearshift policy explain}. */
@Command(
        name = "explain",
        description = {
            "Why a pack decides as it does in a situation: the rules that fired, those that nearly did, every candidate,"
                    + " and the smallest change that would flip the decision.",
            "The situation is a document, or that of a recorded decision."
        },
        footer = {
            "%nExamples:",
            "  gearshift policy explain ./shop --state hot.yaml",
            "  gearshift policy explain default --state hot.yaml --model fashion --not full",
            "  gearshift policy explain default --trace ~/traces/2026-05-01 --decision 3f2a-17"
        })
final class PolicyExplainCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "PACK", description = "A folder with pack.yaml, a built-in pack's name, or a bundle.")
    private String pack = "";

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "The situation, as in a test's 'given' (YAML or JSON).")
    private @Nullable Path file;

    @Option(names = "--trace", paramLabel = "DIR", description = "A recording of a daemon; with --decision.")
    private @Nullable Path trace;

    @Option(names = "--decision", paramLabel = "ID", description = "A decision of that recording.")
    private @Nullable String decision;

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description =
                    "The state folder of the daemon that recorded, which keeps the packs that it built and the bundles that it follows.")
    private @Nullable Path stateFolder;

    @Option(names = "--model", paramLabel = "MODEL", description = "Only this model (default: each).")
    private @Nullable String model;

    @Option(names = "--not", paramLabel = "GEAR", description = "A gear or variant: what would have it chosen.")
    private @Nullable String not;

    @Mixin
    private FormatOption format = new FormatOption();

    @Override
    public Integer call() {
        if ((file == null) == (trace == null) || (trace == null) != (decision == null)) {
            throw CliException.wrongUse(
                    "what is to be explained is missing", "give --state FILE, or --trace DIR and --decision ID");
        }
        KeptRules kept = KeptRules.in(stateFolder == null ? Home.locate().state() : stateFolder);
        try (PackArguments arguments = new PackArguments();
                Policy policy = kept.store().load(arguments.reference(pack))) {
            List<RuleFile> text = PackText.of(PackSource.of(arguments.reference(pack)));
            Recorded recorded = trace == null ? null : recorded(kept, trace, String.valueOf(decision));
            Situation situation = recorded == null ? read(file) : recorded.situation();
            print(new Explainer(policy, text), situation, recorded, policy.id());
            return Exit.OK;
        } catch (PackException e) {
            throw CliException.failed(String.valueOf(e.getMessage()), "");
        }
    }

    private static Situation read(@Nullable Path file) {
        List<Problem> problems = new ArrayList<>();
        try {
            Situation situation = SituationReader.read(String.valueOf(file), Files.readString(file), problems);
            if (situation != null && problems.isEmpty()) {
                return situation;
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        StringBuilder all = new StringBuilder();
        problems.forEach(problem -> all.append(all.isEmpty() ? "" : "\n").append(problem));
        throw CliException.wrongUse(all.toString(), "");
    }

    private static CliException unreadable(@Nullable Path file, IOException e) {
        if (file == null || Files.notExists(file)) {
            return CliException.wrongUse(
                    "there is no file " + file, "give a file with a situation, such as temperatureC: 80");
        } else if (Files.isDirectory(file)) {
            return CliException.wrongUse(file + " is a folder", "give a file in it");
        } else if (e instanceof CharacterCodingException) {
            return CliException.wrongUse(file + " is not UTF-8 text", "save it as UTF-8");
        }
        return CliException.wrongUse(file + " cannot be read", "give this user read permission");
    }

    private static Recorded recorded(KeptRules rules, Path trace, String decision) {
        Map<PolicyId, Policy> policies = new HashMap<>();
        try {
            return Recorded.find(new TraceReader(trace), decision, id -> find(rules, id, policies));
        } catch (IOException e) {
            List<String> lines = String.valueOf(e.getMessage()).lines().toList();
            String inside = recordings(trace);
            throw CliException.failed(
                    lines.get(0),
                    inside.isEmpty() ? String.join(" ", lines.subList(1, lines.size())) : "give one of " + inside);
        } finally {
            policies.values().forEach(Policy::close);
        }
    }

    /** Recordings in a folder that is none itself: one a run, the latest few. */
    private static String recordings(Path folder) {
        if (Files.exists(folder.resolve(TraceManifest.FILE)) || !Files.isDirectory(folder)) {
            return "";
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(path -> Files.exists(path.resolve(TraceManifest.FILE)))
                    .sorted(Comparator.reverseOrder())
                    .limit(4)
                    .map(Path::toString)
                    .collect(Collectors.joining(", "));
        } catch (IOException e) {
            return "";
        }
    }

    private static Optional<Policy> find(KeptRules rules, PolicyId id, Map<PolicyId, Policy> policies) {
        try {
            Optional<Policy> found = rules.find(id);
            found.ifPresent(policy -> policies.put(id, policy));
            return found;
        } catch (PackException e) {
            throw CliException.failed(String.valueOf(e.getMessage()), "");
        }
    }

    private void print(Explainer explainer, Situation situation, @Nullable Recorded recorded, PolicyId policy) {
        ObjectNode json = JsonOutput.object();
        StringBuilder text = new StringBuilder();
        if (recorded != null) {
            text.append(head(recorded.decision(), policy));
            json.put("decision", recorded.decision().id());
            json.set("decidedBy", PolicyExplainView.tree(recorded.decision().policy()));
        }
        var models = json.putArray("models");
        List<String> names = models(situation, recorded);
        if (not != null) {
            known(situation, names, not);
        }
        for (String name : names) {
            Explanation explanation = explainer.explain(situation, name, not);
            text.append(models.isEmpty() ? "" : "\n").append(PolicyExplainView.text(explanation));
            models.add(PolicyExplainView.json(explanation));
        }
        if (spec != null) {
            json.set("policy", PolicyExplainView.tree(policy));
            spec.commandLine().getOut().print(format.isJson() ? JsonOutput.text(json) : text);
            spec.commandLine().getOut().flush();
        }
    }

    /** When it was made and by which rules, since both may be other than those at hand. */
    private static String head(Decision decision, PolicyId here) {
        PolicyId then = decision.policy();
        String by = then.equals(here)
                ? ""
                : "decided then by " + name(then) + ": " + decision.summary() + "\nexplained here by " + name(here)
                        + "\n";
        return "decision " + decision.id() + " as it was first made, "
                + decision.at().truncatedTo(ChronoUnit.SECONDS) + "\n" + by + "\n";
    }

    private static String name(PolicyId policy) {
        return policy.pack() + " " + policy.version() + " (" + StatusView.shortHash(policy.hash()) + ")";
    }

    /** Of several models one that has the gear is enough. */
    private static void known(Situation situation, List<String> models, String gear) {
        Set<String> gears = new LinkedHashSet<>();
        Set<String> variants = new LinkedHashSet<>();
        for (Subject subject : situation.subjects()) {
            if (models.contains(subject.model().name())) {
                subject.contenders().forEach(contender -> {
                    gears.add(contender.candidate().gear());
                    variants.add(contender.candidate().variant());
                });
            }
        }
        if (!gears.contains(gear) && !variants.contains(gear)) {
            variants.addAll(gears);
            String near = Nearest.hint(gear, variants);
            throw CliException.wrongUse(
                    "there is no gear " + gear,
                    (near.isEmpty() ? "" : near + " ") + "there are " + String.join(", ", variants));
        }
    }

    private List<String> models(Situation situation, @Nullable Recorded recorded) {
        List<String> all = situation.subjects().stream()
                .map(Subject::model)
                .map(io.gearshift.core.policy.Model::name)
                .toList();
        String wanted = recorded == null ? model : recorded.decision().model();
        if (wanted != null && !all.contains(wanted)) {
            throw CliException.wrongUse("the situation has no model " + wanted, "it has " + String.join(", ", all));
        }
        return wanted == null ? all : List.of(wanted);
    }
}
