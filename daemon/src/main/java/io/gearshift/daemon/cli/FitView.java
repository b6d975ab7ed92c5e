package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.core.trace.TraceJson;
import io.gearshift.simulator.fit.DeviceFit.Found;
import io.gearshift.simulator.fit.DeviceFit.Thermal;
import io.gearshift.simulator.fit.Errors;
import io.gearshift.simulator.fit.Part;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a fit found and how good it is. */
final class FitView {

    private record Named(Part<?> part, String unit) {}

    private FitView() {}

    private static Map<String, Named> parts(Found found) {
        Map<String, Named> parts = new LinkedHashMap<>();
        parts.put("thermal", new Named(found.thermal(), "°C"));
        parts.put("processor", new Named(found.draw(), "W"));
        parts.put("battery", new Named(found.battery(), "V"));
        return parts;
    }

    static boolean isEmpty(Found found) {
        return parts(found).values().stream().noneMatch(named -> named.part().isUsable());
    }

    static String render(Found found) {
        TextTable table = new TextTable(Set.of(2, 3, 4), "part", "from", "fitted", "held out", "last value", "");
        parts(found).forEach((name, named) -> {
            Part<?> part = named.part();
            Errors errors = part.errors();
            table.row(
                    name,
                    part.from().isEmpty() ? "-" : part.from(),
                    errors == null ? "-" : number(errors.fittedRmse(), named.unit()),
                    errors == null ? "-" : number(errors.heldOutRmse(), named.unit()),
                    errors == null ? "-" : number(errors.steadyRmse(), named.unit()),
                    part.isUsable() ? "" : "not used: " + part.problem());
        });
        return table.render("");
    }

    static ObjectNode json(Found found, String device) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        parts(found).forEach((name, named) -> {
            Part<?> part = named.part();
            ObjectNode one = json.putObject(name);
            one.put("from", part.from());
            one.put("isUsable", part.isUsable());
            one.put("problem", part.problem().isEmpty() ? null : part.problem());
            one.put("unit", named.unit());
            one.set("errors", TraceJson.mapper().valueToTree(part.errors()));
            one.set("found", TraceJson.mapper().valueToTree(shown(part.value())));
        });
        return json.put("deviceFile", device);
    }

    /** A network is more than its bodies and has no form in JSON of its own. */
    private static @Nullable Object shown(@Nullable Object found) {
        if (!(found instanceof Thermal thermal)) {
            return found;
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("zone", thermal.zone());
        json.put("zones", thermal.network().zones());
        json.put("couplings", thermal.network().couplings());
        json.put("tauS", thermal.tauS());
        json.put("ambientC", thermal.ambientC());
        json.put("startC", thermal.startC());
        return json;
    }

    private static String number(double value, String unit) {
        return String.format(Locale.ROOT, "%.3g %s", value, unit);
    }
}
