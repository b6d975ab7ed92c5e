package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.core.policy.Policy;
import io.gearshift.daemon.config.Home;
import io.gearshift.policies.coverage.Collector;
import io.gearshift.policies.coverage.ConditionCoverage;
import io.gearshift.policies.coverage.ConditionCoverage.State;
import io.gearshift.policies.coverage.Coverage;
import io.gearshift.policies.coverage.RuleCoverage;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackSource;
import io.gearshift.policies.pack.PackStore;
import io.gearshift.policies.table.PackText;
import io.gearshift.policies.table.RuleFile;
import io.gearshift.policies.test.PackTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gearshift policy coverage}. */
@Command(
        name = "coverage",
        description = {
            "Which rules of a pack its tests fire, and which conditions they see true and false.",
            "Ends with 1 when less is covered than --require or --min asks for."
        },
        footer = {
            "%nExamples:",
            "  gearshift policy coverage ./shop",
            "  gearshift policy coverage ./shop --html coverage.html --require 'rules>=90,conditions>=80'"
        })
final class PolicyCoverageCommand implements Callable<Integer> {

    private static final Pattern REQUIREMENT = Pattern.compile("(rules|conditions)\\s*>=\\s*(\\d{1,3})");

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "PACK",
            description = "A folder with pack.yaml and tests, a built-in pack's name, or a bundle.")
    private String pack = "";

    @Option(names = "--html", paramLabel = "FILE", description = "Also write the rules, coloured, as a page.")
    private @Nullable Path html;

    @Option(
            names = "--require",
            paramLabel = "RULE",
            description = "Least percent, e.g. 'rules>=90,conditions>=80'. Ends with 1 below it.")
    private String require = "";

    @Option(
            names = "--min",
            paramLabel = "PERCENT",
            description = "The same for both: --min 80 is --require 'rules>=80,conditions>=80'.")
    private @Nullable Integer min;

    @Option(names = "--inherited", description = "Count the rules of packs that this one extends, too.")
    private boolean inherited;

    @Mixin
    private FormatOption format = new FormatOption();

    @Override
    public Integer call() {
        if (min != null && (min < 0 || min > 100)) {
            throw CliException.wrongUse("--min: " + min + " (expected: a percent, 0..100)", "");
        }
        String asked = min == null
                ? require
                : "rules>=" + min + ",conditions>=" + min + (require.isBlank() ? "" : ",") + require;
        String[] requirements = asked.isBlank() ? new String[0] : asked.split(",");
        for (String requirement : requirements) {
            if (!REQUIREMENT.matcher(requirement.strip()).matches()) {
                throw CliException.wrongUse(
                        "--require: '" + requirement + "' is not understood", "write rules>=90,conditions>=80");
            }
        }
        PackStore store = new PackStore(Home.locate().state());
        try (PackArguments arguments = new PackArguments();
                Policy policy = store.load(arguments.reference(pack))) {
            PackSource source = PackSource.of(arguments.reference(pack));
            List<RuleFile> text = PackText.of(source);
            Collector collector = new Collector(policy, text);
            PackTests.run(collector, PackTests.texts(source, false), null, collector::begins);
            Coverage coverage =
                    collector.coverage(file -> inherited || source.files().containsKey(file));
            if (html != null) {
                Files.writeString(html, collector.page(coverage));
            }
            List<String> missing = missing(coverage, requirements);
            print(coverage, missing);
            return missing.isEmpty() ? Exit.OK : Exit.NO;
        } catch (PackException e) {
            throw CliException.failed(String.valueOf(e.getMessage()), "");
        } catch (IOException e) {
            throw CliException.wrongUse(String.valueOf(e.getMessage()), "");
        }
    }

    private static List<String> missing(Coverage coverage, String[] requirements) {
        List<String> missing = new ArrayList<>();
        for (String requirement : requirements) {
            Matcher matcher = REQUIREMENT.matcher(requirement.strip());
            if (matcher.matches()) {
                boolean isRules = matcher.group(1).equals("rules");
                double is = isRules ? coverage.rulesPercent() : coverage.conditionsPercent();
                if (is < Integer.parseInt(matcher.group(2))) {
                    missing.add(String.format(
                            Locale.ROOT, "%s: %.1f %% (required: %s %%)", matcher.group(1), is, matcher.group(2)));
                }
            }
        }
        return missing;
    }

    private void print(Coverage coverage, List<String> missing) {
        if (spec == null) {
            return;
        }
        spec.commandLine().getOut().print(format.isJson() ? JsonOutput.text(json(coverage, missing)) : text(coverage));
        spec.commandLine().getOut().flush();
        missing.forEach(line -> spec.commandLine().getErr().println("too little is covered: " + line));
        spec.commandLine().getErr().flush();
    }

    /** What is not covered first. */
    private static String text(Coverage coverage) {
        StringBuilder text = new StringBuilder();
        for (RuleCoverage rule : coverage.rules()) {
            if (!rule.isWhole()) {
                text.append(rule.file())
                        .append(':')
                        .append(rule.line())
                        .append(": \"")
                        .append(rule.rule())
                        .append('"');
                text.append(rule.isFired() ? "\n" : " never fired\n");
                rule.conditions().stream().filter(c -> c.state() != State.BOTH).forEach(c -> condition(c, text));
            }
        }
        long whole = coverage.rules().stream().filter(RuleCoverage::isWhole).count();
        text.append(text.isEmpty() ? "" : "\n")
                .append(whole)
                .append(" of ")
                .append(coverage.rules().size());
        text.append(" rules are wholly covered by ").append(coverage.tests()).append(" tests\n");
        text.append(String.format(
                Locale.ROOT,
                "fired: %.1f %% of the rules; seen both true and false: %.1f %% of %d conditions%n",
                coverage.rulesPercent(),
                coverage.conditionsPercent(),
                coverage.conditions().size()));
        return text.toString();
    }

    private static void condition(ConditionCoverage c, StringBuilder text) {
        String state = switch (c.state()) {
            case ONLY_TRUE -> "only true";
            case ONLY_FALSE -> "only false";
            case NEVER -> "never reached";
            case BOTH -> "both";
        };
        text.append("  ").append(c.condition().position()).append("  ");
        text.append(c.condition().text().replaceAll("\\s+", " "))
                .append("  ")
                .append(state)
                .append('\n');
    }

    private static ObjectNode json(Coverage coverage, List<String> missing) {
        ObjectNode json = JsonOutput.object();
        json.put("pack", coverage.pack()).put("tests", coverage.tests());
        json.put("rulesPercent", coverage.rulesPercent()).put("conditionsPercent", coverage.conditionsPercent());
        json.set("missing", PolicyExplainView.tree(missing));
        ArrayNode rules = json.putArray("rules");
        for (RuleCoverage rule : coverage.rules()) {
            ObjectNode entry = rules.addObject().put("rule", rule.rule()).put("file", rule.file());
            entry.put("line", rule.line()).set("firedIn", PolicyExplainView.tree(rule.firedIn()));
            ArrayNode conditions = entry.putArray("conditions");
            for (ConditionCoverage c : rule.conditions()) {
                ObjectNode node =
                        conditions.addObject().put("text", c.condition().text());
                node.put("line", c.condition().line())
                        .put("column", c.condition().column())
                        .put("cell", c.condition().cell());
                node.put("state", c.state().name()).put("true", c.trueCount()).put("false", c.falseCount());
                node.set("trueIn", PolicyExplainView.tree(c.trueIn()));
                node.set("falseIn", PolicyExplainView.tree(c.falseIn()));
                node.set("values", PolicyExplainView.tree(c.values()));
            }
        }
        return json;
    }
}
