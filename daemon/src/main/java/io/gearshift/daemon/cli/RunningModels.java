package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.gearshift.core.text.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The models of a running daemon, by name, with what a person may have meant. */
record RunningModels(AdminClient daemon, JsonNode models) {

    static RunningModels of(AdminClient daemon) {
        return new RunningModels(daemon, daemon.get("/v1/models"));
    }

    JsonNode find(String name) {
        List<String> names = new ArrayList<>();
        for (JsonNode model : models) {
            if (model.path("name").asText().equals(name)) {
                return model;
            }
            names.add(model.path("name").asText());
        }
        String known = names.isEmpty() ? "the daemon has no models" : "it has " + String.join(", ", names);
        String near = Nearest.hint(name, names);
        throw CliException.wrongUse("no model " + name, near.isEmpty() ? known : near);
    }

    /** Full names of the gears that {@code text} (a gear or a variant) means, in the daemon's order; never empty. */
    static List<String> gears(JsonNode model, String text) {
        List<String> matches = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode gear : model.path("gears")) {
            String name = gear.path("gear").asText();
            String variant = gear.path("variant").asText();
            names.add(variant);
            names.add(name);
            if (name.equals(text) || variant.equals(text) || name.startsWith(text + ":")) {
                matches.add(name);
            }
        }
        if (matches.isEmpty()) {
            String near = Nearest.hint(text, names);
            throw CliException.wrongUse(
                    model.path("name").asText() + " has no gear " + text,
                    near.isEmpty() ? "it has " + String.join(", ", names) : near);
        }
        return matches;
    }

    /** The decision that put the model's gear in force; missing when none did yet. */
    JsonNode decisionInForce(JsonNode model) {
        JsonNode id = model.path("gear").path("decision");
        if (!id.isTextual()) {
            return MissingNode.getInstance();
        }
        try {
            return daemon.get("/v1/decisions/" + AdminClient.segment(id.asText()));
        } catch (CliException e) {
            return MissingNode.getInstance(); // so long ago that the daemon has forgotten it
        }
    }

    /** The newest decision of a model; missing when there is none. */
    JsonNode latestDecision(String model) {
        return daemon.get("/v1/decisions?limit=1&model=" + AdminClient.segment(model))
                .path(0);
    }

    Map<String, JsonNode> decisionsInForce() {
        Map<String, JsonNode> decisions = new TreeMap<>();
        for (JsonNode model : models) {
            JsonNode decision = decisionInForce(model);
            if (decision.isObject()) {
                decisions.put(model.path("name").asText(), decision);
            }
        }
        return decisions;
    }
}
