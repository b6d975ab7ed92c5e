package io.gearshift.daemon.cli;

import io.gearshift.core.policy.Policy;
import io.gearshift.daemon.config.Home;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackSource;
import io.gearshift.policies.pack.PackStore;
import io.gearshift.policies.test.JUnitXml;
import io.gearshift.policies.test.JsonReport;
import io.gearshift.policies.test.PackTests;
import io.gearshift.policies.test.TestReport;
import io.gearshift.policies.test.TextReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gearshift policy test}. */
@Command(
        name = "test",
        description = {
            "Run the tests beside a pack's rules, PACK/tests/*.yaml: single situations, tables, and series over time"
                    + " through the daemon's own control loop on a virtual clock.",
            "Ends with 1 when a test fails or cannot be evaluated, or when --filter or --run leaves none."
        },
        footer = {
            "%nExamples:",
            "  gearshift policy test ./my-pack",
            "  gearshift policy test ./my-pack --filter heat --format json",
            "  gearshift policy test ./my-pack --inherited --run 'hot|warm'",
            "  gearshift policy test quiet",
            "  gearshift policy test ./my-pack --junit report.xml --fail-on-empty"
        })
final class PolicyTestCommand implements Callable<Integer> {

    enum Format {
        pretty,
        json,
        junit
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "PACK",
            arity = "1..*",
            description = "Folders with pack.yaml, built-in packs' names, or bundles.")
    private List<String> packs = List.of();

    @Option(
            names = "--format",
            paramLabel = "pretty|json|junit",
            defaultValue = "pretty",
            description = "Text for eyes, JSON for scripts, JUnit XML (default: ${DEFAULT-VALUE}).")
    private Format format = Format.pretty;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write JUnit XML there too.")
    private @Nullable Path junit;

    @Option(
            names = "--filter",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Only tests whose file or name contains the text.")
    private String filter = "";

    @Option(
            names = "--run",
            paramLabel = "REGEX",
            defaultValue = "",
            description = "Only tests of which 'file: name' contains a match.")
    private String run = "";

    @Option(
            names = "--inherited",
            description = "Also the tests of the packs that this one extends; one of the same name replaces them.")
    private boolean isInherited;

    @Option(names = "--fail-on-empty", description = "End with 1 when there is no test.")
    private boolean isEmptyFailure;

    @Option(names = "--state", paramLabel = "DIR", description = "The state folder, which keeps built packs.")
    private @Nullable Path state;

    private boolean isMissing;

    @Override
    public Integer call() {
        Predicate<String> wanted = wanted();
        PackStore store = new PackStore(state == null ? Home.locate().state() : state);
        List<TestReport> reports = new ArrayList<>();
        try (PackArguments arguments = new PackArguments()) {
            for (String pack : packs) {
                reports.add(run(pack, arguments, store, wanted));
            }
            if (junit != null) {
                write(junit, arguments.shown(JUnitXml.of(reports)));
            }
            if (spec != null) {
                spec.commandLine().getOut().print(arguments.shown(shown(reports)));
                spec.commandLine().getOut().flush();
            }
        }
        boolean isEmpty = reports.stream().anyMatch(report -> report.results().isEmpty());
        boolean isMissed = reports.stream().allMatch(report -> report.results().isEmpty())
                && reports.stream().anyMatch(report -> report.all() > 0);
        boolean isGood = reports.stream().allMatch(TestReport::isPassed) && !(isEmpty && isEmptyFailure) && !isMissed;
        return isMissing ? Exit.WRONG_USE : isGood ? Exit.OK : Exit.NO;
    }

    private Predicate<String> wanted() {
        String text = filter.toLowerCase(Locale.ROOT);
        try {
            Pattern pattern = Pattern.compile(run, Pattern.CASE_INSENSITIVE);
            return name -> name.toLowerCase(Locale.ROOT).contains(text)
                    && pattern.matcher(name).find();
        } catch (PatternSyntaxException e) {
            throw CliException.wrongUse(
                    "--run: " + run + " is no regular expression: " + e.getDescription(),
                    "--filter takes the text as it is");
        }
    }

    /** A pack that cannot be tested is a failure among others: what the other packs' tests say is shown all the same. */
    private TestReport run(String pack, PackArguments arguments, PackStore store, Predicate<String> wanted) {
        PackSource source;
        try {
            source = PackSource.of(arguments.reference(pack));
        } catch (PackException e) {
            isMissing |= e.problems().isEmpty();
            return TestReport.unusable(pack, e);
        }
        Path folder = source.folder();
        try (Policy policy = store.load(folder == null ? pack : folder.toString());
                Policy parent = isInherited ? parent(source, store) : null) {
            return PackTests.run(policy, PackTests.texts(source, isInherited), parent, wanted);
        } catch (PackException e) {
            return TestReport.unusable(pack, e);
        } catch (IOException e) {
            throw CliException.failed(String.valueOf(e.getMessage()), "");
        }
    }

    private static @Nullable Policy parent(PackSource source, PackStore store) throws PackException {
        PackSource parent = source.parent();
        if (parent == null) {
            return null;
        }
        Path folder = parent.folder();
        return store.load(folder == null ? parent.manifest().name() : folder.toString());
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw CliException.failed("cannot write " + file + ": " + e, "name a file in a folder that exists");
        }
    }

    private String shown(List<TestReport> reports) {
        return switch (format) {
            case pretty -> {
                StringBuilder text = new StringBuilder();
                reports.forEach(report -> text.append(TextReport.of(report)));
                yield text.toString();
            }
            case json -> JsonOutput.text(JsonReport.of(reports));
            case junit -> JUnitXml.of(reports);
        };
    }
}
