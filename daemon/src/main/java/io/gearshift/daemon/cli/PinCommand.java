package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.core.text.Durations;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gearshift pin}. */
@Command(
        name = "pin",
        description = "Keep a model in one gear, whatever the policy prefers. Returns when the gear is in force.",
        footer = {
            "%nExamples:",
            "  gearshift pin fashion full --for 10m",
            "  gearshift pin minilm int8@cpu:2",
            "  gearshift unpin minilm"
        })
final class PinCommand extends ClientCommand {

    @Parameters(index = "0", paramLabel = "MODEL", description = "Name of the model.")
    private String model = "";

    @Parameters(index = "1", paramLabel = "GEAR", description = "A gear (int8@cpu:1) or a variant (int8).")
    private String gear = "";

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "How long, e.g. 90s or 10m (default: until it is unpinned).")
    private @Nullable String time;

    @Override
    public Integer call() {
        ObjectNode body = JsonOutput.object().put("gear", gear);
        if (time != null) {
            body.put("for", checked(time));
        }
        AdminClient daemon = connect();
        RunningModels.gears(RunningModels.of(daemon).find(model), gear);
        JsonNode answer = daemon.put("/v1/models/" + AdminClient.segment(model) + "/pin", body);
        boolean isInForce = answer.path("inForce").asBoolean();
        print(isJson() ? JsonOutput.text(answer) : sentence(answer, isInForce));
        return isInForce ? Exit.OK : Exit.NO;
    }

    private static String checked(String time) {
        return Durations.parse(time)
                .filter(duration -> !duration.isZero())
                .map(duration -> time)
                .orElseThrow(() ->
                        CliException.wrongUse("--for: " + time + " (expected: a duration such as 90s or 10m)", ""));
    }

    private String sentence(JsonNode answer, boolean isInForce) {
        String until = answer.path("until").isTextual()
                ? " until " + Words.instant(answer.path("until"))
                : " until `gearshift unpin " + model + "`";
        return model + ": " + Words.text(answer.path("gear"))
                + (isInForce ? " is in force" : " is pinned, not in force yet,") + until + "\n";
    }
}
