package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.daemon.config.Config;
import io.gearshift.daemon.config.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gearshift doctor}. Needs no daemon. */
@Command(
        name = "doctor",
        description = {
            "What can be sensed here, which execution providers work, what is missing and what to do.",
            "Ends with 1 when something that the daemon needs is broken."
        },
        footer = {"%nExamples:", "  gearshift doctor", "  gearshift doctor --config gearshift.yaml --format json"})
final class DoctorCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Mixin
    private FormatOption format = new FormatOption();

    @Override
    public Integer call() {
        List<Finding> findings = findings();
        String text = format.isJson() ? JsonOutput.text(json(findings)) : render(findings);
        if (spec != null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        }
        return isWell(findings) ? Exit.OK : Exit.NO;
    }

    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        try {
            Config config = options.load();
            findings.add(Finding.ok("configuration", "valid"));
            for (Checkup checkup : Checkups.all()) {
                findings.addAll(checkup.examine(config));
            }
        } catch (ConfigException e) {
            e.problems()
                    .forEach(problem -> findings.add(Finding.broken(
                            "configuration",
                            problem.where() + ": " + problem.key() + ": " + problem.text(),
                            problem.hint())));
        }
        return findings;
    }

    private static boolean isWell(List<Finding> findings) {
        return findings.stream().noneMatch(finding -> finding.grade() == Finding.Grade.BROKEN);
    }

    static String render(List<Finding> findings) {
        TextTable table = new TextTable(Set.of(), "", "AREA", "FOUND");
        for (Finding finding : findings) {
            table.row(finding.grade().name().toLowerCase(Locale.ROOT), finding.area(), finding.what());
            if (!finding.todo().isEmpty()) {
                table.row("", "", "-> " + finding.todo());
            }
        }
        return table.render("");
    }

    static ObjectNode json(List<Finding> findings) {
        ObjectNode json = JsonOutput.object().put("isWell", isWell(findings));
        ArrayNode list = json.putArray("findings");
        for (Finding finding : findings) {
            list.addObject()
                    .put("area", finding.area())
                    .put("grade", finding.grade().name().toLowerCase(Locale.ROOT))
                    .put("what", finding.what())
                    .put("todo", finding.todo());
        }
        return json;
    }
}
