package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gearshift.core.policy.Policy;
import io.gearshift.daemon.config.Home;
import io.gearshift.policies.pack.BuiltIn;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackStore;
import io.gearshift.policies.test.JUnitXml;
import io.gearshift.policies.test.JsonReport;
import io.gearshift.policies.test.PackTests;
import io.gearshift.policies.test.TestReport;
import io.gearshift.policies.test.TextReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
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
            "Ends with 1 when a test fails or cannot be evaluated."
        },
        footer = {
            "%nExamples:",
            "  gearshift policy test ./my-pack",
            "  gearshift policy test ./my-pack --filter heat --format json",
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

    @Parameters(paramLabel = "PACK", arity = "1..*", description = "Folders with pack.yaml.")
    private List<String> packs = List.of();

    @Option(
            names = "--format",
            paramLabel = "pretty|json|junit",
            defaultValue = "pretty",
            description = "Text for eyes, JSON for scripts, JUnit XML (default: ${DEFAULT-VALUE}).")
    private Format format = Format.pretty;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write JUnit XML there too, for one pack.")
    private @Nullable Path junit;

    @Option(
            names = "--filter",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Only tests whose file or name contains the text.")
    private String filter = "";

    @Option(names = "--fail-on-empty", description = "End with 1 when there is no test.")
    private boolean isEmptyFailure;

    @Option(names = "--state", paramLabel = "DIR", description = "The state folder, which keeps built packs.")
    private @Nullable Path state;

    @Override
    public Integer call() {
        if (packs.size() > 1 && (junit != null || format == Format.junit)) {
            throw CliException.wrongUse("JUnit XML is of one pack", "run the command once for each pack");
        }
        PackStore store = new PackStore(state == null ? Home.locate().state() : state);
        List<TestReport> reports = new ArrayList<>();
        for (String pack : packs) {
            reports.add(run(pack, store));
        }
        if (junit != null) {
            write(junit, JUnitXml.of(reports.get(0)));
        }
        if (spec != null) {
            spec.commandLine().getOut().print(shown(reports));
            spec.commandLine().getOut().flush();
        }
        boolean isEmpty = reports.stream().anyMatch(report -> report.results().isEmpty());
        boolean isGood = reports.stream().allMatch(TestReport::isPassed) && !(isEmpty && isEmptyFailure);
        return isGood ? Exit.OK : Exit.NO;
    }

    private TestReport run(String pack, PackStore store) {
        Path folder;
        try {
            folder = Path.of(pack);
        } catch (InvalidPathException e) {
            throw CliException.wrongUse("no policy pack at " + pack + ": " + e.getReason(), "give a folder");
        }
        if (BuiltIn.isName(pack)) {
            throw CliException.wrongUse(
                    "the built-in pack " + pack + " carries no tests",
                    "gearshift policy new NAME --extends " + pack + " makes a pack of your own that adapts it");
        }
        if (!Files.isDirectory(folder)) {
            throw CliException.wrongUse(
                    "no policy pack at " + pack, "give a folder with pack.yaml; gearshift policy new NAME makes one");
        }
        String text = filter.toLowerCase(Locale.ROOT);
        try (Policy policy = store.load(pack)) {
            return PackTests.run(
                    policy,
                    PackTests.texts(folder),
                    name -> name.toLowerCase(Locale.ROOT).contains(text));
        } catch (PackException e) {
            throw CliException.failed(String.valueOf(e.getMessage()), "gearshift policy check " + pack + " says more");
        } catch (IOException e) {
            throw CliException.failed(String.valueOf(e.getMessage()), "");
        }
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
            case json -> {
                ArrayNode all = JsonNodeFactory.instance.arrayNode();
                reports.forEach(report -> all.add(JsonReport.of(report)));
                yield JsonOutput.text(all);
            }
            case junit -> JUnitXml.of(reports.get(0));
        };
    }
}
