package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gearshift why}. */
@Command(
        name = "why",
        description = {
            "Why a model runs in its gear: the decision that put it there and the newest one, each rule with its place,"
                    + " the values it saw, and every candidate.",
            "With --not: why another gear is not in force, and the smallest change that would have it chosen. Ends with 1 when"
                    + " it is in force."
        },
        footer = {
            "%nExamples:",
            "  gearshift why fashion",
            "  gearshift why fashion --not full",
            "  gearshift why minilm --not int8@cpu:2 --format json"
        })
final class WhyCommand extends ClientCommand {

    @Parameters(index = "0", paramLabel = "MODEL", description = "Name of the model.")
    private String model = "";

    @Option(
            names = "--not",
            paramLabel = "GEAR",
            description = "A gear (int8@cpu:1) or a variant (int8) that is not in force.")
    private @Nullable String not;

    @Override
    public Integer call() {
        RunningModels models = RunningModels.of(connect());
        JsonNode found = models.find(model);
        JsonNode latest = models.latestDecision(model);
        return not == null ? why(models, found, latest) : whyNot(models, found, not, latest);
    }

    private int why(RunningModels models, JsonNode found, JsonNode latest) {
        if (!found.path("gear").isObject()) {
            throw CliException.failed(model + " has no gear yet", "the daemon has just started; try again in a moment");
        }
        JsonNode shift = models.decisionInForce(found);
        RunningFlips flips = RunningFlips.of(models.daemon(), model, null);
        ObjectNode json = json(found, shift, latest);
        flips.addTo(json);
        ShadowView shadow = ShadowView.of(models.daemon(), model);
        json.set("shadow", shadow.model().isObject() ? shadow.model() : null);
        print(
                isJson()
                        ? JsonOutput.text(json)
                        : WhyView.render(found, shift, latest) + shadow.render() + flips.render(3));
        return Exit.OK;
    }

    private static ObjectNode json(JsonNode found, JsonNode shift, JsonNode latest) {
        ObjectNode json = JsonOutput.object();
        json.set("model", found.path("name"));
        json.set("gear", found.path("gear"));
        json.set("shift", shift.isObject() ? shift : null);
        json.set("latest", latest.isObject() ? latest : null);
        return json;
    }

    private int whyNot(RunningModels models, JsonNode found, String gear, JsonNode latest) {
        List<String> gears = RunningModels.gears(found, gear);
        if (!latest.isObject()) {
            throw CliException.failed(
                    model + " has no decision yet", "the daemon has just started; try again in a moment");
        }
        WhyNot answer = WhyNot.of(found, gears, latest);
        if (answer.isInForce()) {
            print(isJson() ? JsonOutput.text(answer.json()) : answer.render());
            return Exit.NO;
        }
        RunningFlips flips = RunningFlips.of(models.daemon(), model, goal(gear, answer));
        ObjectNode json = answer.json();
        flips.addTo(json);
        print(isJson() ? JsonOutput.text(json) : answer.render() + flips.render(5) + answer.pinHint());
        return Exit.OK;
    }

    /** A variant is met by any of its gears. */
    private static String goal(String asked, WhyNot answer) {
        return asked.contains("@") ? answer.gear() : asked;
    }
}
