package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import picocli.CommandLine.Command;

/** {@code gearshift models list}. */
@Command(
        name = "list",
        description = "The models of the running daemon with every gear and what it costs here.",
        footer = {"%nExamples:", "  gearshift models list", "  gearshift models list --format json"})
final class ModelsListCommand extends ClientCommand {

    @Override
    public Integer call() {
        JsonNode models = connect().get("/v1/models");
        print(isJson() ? JsonOutput.text(models) : render(models));
        return Exit.OK;
    }

    static String render(JsonNode models) {
        StringBuilder text = new StringBuilder();
        for (JsonNode model : models) {
            text.append(text.length() == 0 ? "" : "\n").append(head(model)).append(gears(model));
        }
        return models.isEmpty() ? "no models registered\n" : text.toString();
    }

    private static String head(JsonNode model) {
        String objective = model.path("latencyObjectiveMs").isNumber()
                ? ", answers within " + Words.millis(model.path("latencyObjectiveMs"))
                : "";
        String floor = model.path("minAccuracy").isNumber()
                ? ", accuracy at least " + Words.accuracy(model.path("minAccuracy"))
                : "";
        return Words.text(model.path("name")) + " (" + Words.text(model.path("task")) + ", priority "
                + Words.text(model.path("priority")) + objective + floor + ")\n";
    }

    private static String gears(JsonNode model) {
        TextTable table =
                new TextTable(Set.of(2, 3, 4, 5), "GEAR", "STATE", "LATENCY", "ENERGY", "MEMORY", "ACCURACY", "");
        for (JsonNode gear : model.path("gears")) {
            table.row(
                    Words.text(gear.path("gear")),
                    Words.text(gear.path("state")),
                    Words.millis(gear.path("latencyMs")),
                    Words.energy(gear.path("energyMj")),
                    Words.bytes(gear.path("memoryBytes")),
                    Words.accuracy(gear.path("accuracy")),
                    gear.path("isMeasured").asBoolean(true) ? "" : "guessed, not measured yet");
        }
        return model.path("gears").isEmpty() ? "  no gears\n" : table.render("  ");
    }
}
