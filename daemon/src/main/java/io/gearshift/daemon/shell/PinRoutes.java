package io.gearshift.daemon.shell;

import com.fasterxml.jackson.databind.JsonNode;
import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.ModelState;
import io.gearshift.core.loop.Pin;
import io.gearshift.core.text.Durations;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /v1/models/:model/pin}: a gear by hand. */
record PinRoutes(LoopRunner loop, PinWaiters pins, KeptReply kept) {

    private static final Duration LONGEST_PIN = Duration.ofDays(366);

    /** A pin is answered when it is in force, or after this long with what is in force then. */
    private static final Duration PIN_WAIT = Duration.ofSeconds(30);

    void mount(Router router) {
        router.put("/v1/models/:model/pin").handler(this::putPin);
        router.delete("/v1/models/:model/pin").handler(this::deletePin);
    }

    private void putPin(RoutingContext c) {
        ModelState model = model(loop, c.pathParam("model"));
        JsonNode body = AdminJson.body(c);
        AdminJson.known(body, List.of("gear", "for"));
        String gear = gear(model, body.path("gear").asText(""));
        Duration span = span(body.path("for"));
        String name = model.spec().name();
        Future<PinWaiters.Outcome> inForce = pins.await(name, gear, PIN_WAIT);
        loop.submit(at -> new LoopEvent.PinSet(at, name, new Pin(gear, span == null ? null : at.plus(span))))
                .onFailure(c::fail)
                .onSuccess(step -> {
                    ModelState pinned = step.state().models().get(name);
                    Pin pin = pinned == null ? null : pinned.pin();
                    inForce.onSuccess(outcome -> pinned(c, name, gear, pin == null ? null : pin.until(), outcome));
                });
    }

    private void pinned(
            RoutingContext c, String model, String gear, @Nullable Instant until, PinWaiters.Outcome outcome) {
        if (!outcome.isInForce()) {
            AdminJson.fail(
                    c,
                    409,
                    model + ": " + gear + " is pinned but not in force: " + outcome.problem(),
                    "gear",
                    "the old gear goes on serving; `gearshift why " + model + "` says more");
            return;
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", model);
        json.put("gear", gear);
        json.put("until", until);
        json.put("inForce", true);
        kept.reply(c, json);
    }

    private void deletePin(RoutingContext c) {
        String name = model(loop, c.pathParam("model")).spec().name();
        loop.submit(at -> new LoopEvent.PinCleared(at, name))
                .onSuccess(v -> kept.reply(c, Map.of("model", name)))
                .onFailure(c::fail);
    }

    /** @throws AdminRefusal when there is none of that name */
    static ModelState model(LoopRunner loop, String name) {
        Map<String, ModelState> models = loop.state().models();
        ModelState model = models.get(name);
        if (model == null) {
            throw new AdminRefusal(404, "no model " + name, "model", AdminJson.near(name, models.keySet()));
        }
        return model;
    }

    /** A full gear name, or a variant's: then the one in force if it is of that variant, else its first. */
    private static String gear(ModelState model, String text) {
        List<String> matching = new ArrayList<>();
        for (GearSpec gear : model.spec().gears()) {
            boolean isOfVariant = gear.variant().equals(text);
            if (gear.gear().equals(text) || isOfVariant && gear.gear().equals(model.active())) {
                return gear.gear();
            }
            if (isOfVariant) {
                matching.add(gear.gear());
            }
        }
        if (matching.isEmpty()) {
            Set<String> names = new LinkedHashSet<>();
            model.spec().gears().forEach(gear -> names.add(gear.gear()));
            model.spec().gears().forEach(gear -> names.add(gear.variant()));
            String all = model.spec().gears().stream().map(GearSpec::gear).collect(Collectors.joining(", "));
            throw new AdminRefusal(
                    400,
                    "gear: \"" + text + "\" is no gear of " + model.spec().name() + " (expected: one of " + all
                            + ", or a variant's name)",
                    "gear",
                    AdminJson.near(text, names));
        }
        return matching.get(0);
    }

    private static @Nullable Duration span(JsonNode text) {
        if (text.isMissingNode() || text.isNull()) {
            return null;
        }
        Duration span = Durations.parse(text.asText()).orElse(Duration.ZERO);
        if (span.compareTo(Duration.ZERO) > 0 && span.compareTo(LONGEST_PIN) <= 0) {
            return span;
        }
        throw new AdminRefusal(
                400,
                "for: " + text + " (expected: a time such as 90s, 10m or 2h, up to " + LONGEST_PIN.toDays() + "d)",
                "for",
                "without it the pin holds until it is taken away");
    }
}
