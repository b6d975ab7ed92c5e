package io.gearshift.daemon.cli;

import io.gearshift.daemon.config.Home;
import io.gearshift.policies.check.CheckReport;
import io.gearshift.policies.check.JsonReport;
import io.gearshift.policies.check.PackCheck;
import io.gearshift.policies.check.PrettyReport;
import io.gearshift.policies.check.SarifReport;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackStore;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gearshift policy check}. */
@Command(
        name = "check",
        description = {
            "Find every mistake of a policy pack: what cannot work (errors) and what is most likely not meant (warnings).",
            "Ends with 1 when there is an error, with --strict also for a warning."
        },
        footer = {
            "%nExamples:",
            "  gearshift policy check ./my-pack",
            "  gearshift policy check ./my-pack --strict --format sarif > check.sarif"
        })
final class PolicyCheckCommand implements Callable<Integer> {

    enum Format {
        pretty,
        json,
        sarif
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
            paramLabel = "pretty|json|sarif",
            defaultValue = "pretty",
            description = "Text for eyes, JSON for scripts, SARIF 2.1.0 for hosts of code (default: ${DEFAULT-VALUE}).")
    private Format format = Format.pretty;

    @Option(names = "--strict", description = "Warnings fail too.")
    private boolean isStrict;

    @Option(
            names = "--quick",
            description = "Leave out the rule compiler, which takes seconds and seldom finds what this does not.")
    private boolean isQuick;

    @Option(names = "--state", paramLabel = "DIR", description = "The state folder, which keeps built packs.")
    private @Nullable Path state;

    private boolean hasMissed;

    @Override
    public Integer call() {
        List<CheckReport> reports = new ArrayList<>();
        PackStore store =
                isQuick ? null : new PackStore(state == null ? Home.locate().state() : state);
        try (PackArguments arguments = new PackArguments()) {
            for (String pack : packs) {
                reports.add(report(pack, arguments, store));
            }
            if (spec != null) {
                spec.commandLine().getOut().print(arguments.shown(shown(reports)));
                spec.commandLine().getOut().flush();
            }
        }
        boolean isGood = reports.stream().allMatch(r -> r.errors() == 0 && (!isStrict || r.warnings() == 0));
        return hasMissed ? Exit.WRONG_USE : isGood ? Exit.OK : Exit.NO;
    }

    /** One that cannot be looked at is a problem among others: what is known of the other packs is shown all the same. */
    private CheckReport report(String pack, PackArguments arguments, @Nullable PackStore store) {
        try {
            return PackCheck.of(arguments.reference(pack), store);
        } catch (PackException e) {
            hasMissed = true;
            return CheckReport.without(pack, arguments.shown(e.reason()), e.advice());
        } catch (InvalidPathException e) {
            hasMissed = true;
            return CheckReport.without(pack, "no policy pack at " + pack + ": " + e.getReason(), "give a folder");
        }
    }

    private String shown(List<CheckReport> reports) {
        return switch (format) {
            case pretty -> {
                StringBuilder text = new StringBuilder();
                reports.forEach(report -> text.append(PrettyReport.of(report)));
                yield text.toString();
            }
            case json -> JsonOutput.text(JsonReport.of(reports));
            case sarif -> JsonOutput.text(SarifReport.of(reports, Version.current()));
        };
    }
}
