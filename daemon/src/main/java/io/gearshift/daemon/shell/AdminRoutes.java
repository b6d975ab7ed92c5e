package io.gearshift.daemon.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.core.decision.Decision;
import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.ModelState;
import io.gearshift.core.loop.Pin;
import io.gearshift.core.policy.Scene;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Unit;
import io.gearshift.core.text.Durations;
import io.gearshift.core.text.Nearest;
import io.gearshift.core.trace.TraceJson;
import io.gearshift.metrics.decisionlog.DecisionLog;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The admin interface, {@code /v1}. Everything it changes goes through the loop as an event. */
final class AdminRoutes {

    private static final int BODY_LIMIT = 1 << 20;
    private static final int MOST_DECISIONS = 1000;

    private static final Duration LONGEST_PIN = Duration.ofDays(366);
    private static final Pattern DECISION_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    /** A pin is answered when it is in force, or after this long with what is in force then. */
    private static final Duration PIN_WAIT = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final LoopRunner loop;
    private final Views views;
    private final DecisionStore decisions;
    private final DecisionLog log;
    private final Sensing sensing;
    private final EventStream events;
    private final PinWaiters pins;
    private final Keeper keeper;
    private final PolicyRoutes policy;

    AdminRoutes(
            Vertx vertx,
            LoopRunner loop,
            Views views,
            DecisionStore decisions,
            DecisionLog log,
            Sensing sensing,
            EventStream events,
            PinWaiters pins,
            Keeper keeper,
            PolicyRoutes policy) {
        this.vertx = vertx;
        this.loop = loop;
        this.views = views;
        this.decisions = decisions;
        this.log = log;
        this.sensing = sensing;
        this.events = events;
        this.pins = pins;
        this.keeper = keeper;
        this.policy = policy;
    }

    void mount(Router router) {
        router.route("/v1/*").handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT));
        router.get("/v1/state").handler(c -> reply(c, views.state()));
        router.get("/v1/situation").handler(c -> reply(c, views.situation()));
        router.get("/v1/models").handler(c -> reply(c, views.models()));
        router.get("/v1/decisions").handler(this::listDecisions);
        router.get("/v1/decisions/:id").handler(this::oneDecision);
        router.get("/v1/events").handler(this::openEvents);
        router.put("/v1/scene").handler(this::putScene);
        router.post("/v1/readings").handler(this::pushReadings);
        router.put("/v1/models/:model/pin").handler(this::putPin);
        router.delete("/v1/models/:model/pin").handler(this::deletePin);
        policy.mount(router);
        router.route("/v1/*")
                .handler(c -> fail(c, 404, "no such resource: " + c.request().path(), "", "see /openapi.json"));
        router.route("/v1/*").failureHandler(AdminRoutes::failed);
    }

    private static void failed(RoutingContext c) {
        Throwable e = c.failure();
        if (e instanceof Refusal r) {
            fail(c, r.status, String.valueOf(r.getMessage()), r.field, r.hint);
        } else if (c.statusCode() == 413) {
            fail(c, 413, "the body is larger than " + BODY_LIMIT + " bytes", "", "");
        } else {
            fail(c, c.statusCode() > 0 ? c.statusCode() : 500, e == null ? "failed" : e.toString(), "", "");
        }
    }

    private void openEvents(RoutingContext c) {
        events.open(c);
        vertx.runOnContext(v -> {
            events.send("state", views::state);
            events.send("models", views::models);
        });
    }

    private void listDecisions(RoutingContext c) {
        String model = c.request().getParam("model", "");
        if (!model.isEmpty()) {
            model(model);
        }
        String limit = c.request().getParam("limit", "50");
        int most;
        try {
            most = Integer.parseInt(limit);
        } catch (NumberFormatException e) {
            most = 0;
        }
        if (most < 1 || most > MOST_DECISIONS) {
            throw new Refusal(400, "limit: " + limit + " (expected: 1.." + MOST_DECISIONS + ")", "limit", "");
        }
        reply(c, decisions.list(model, most));
    }

    /** The recent ones are at hand; older ones are looked up in the log, off the event loop. */
    private void oneDecision(RoutingContext c) {
        String id = c.pathParam("id");
        Optional<Decision> recent = decisions.find(id);
        if (recent.isPresent()) {
            reply(c, recent.get());
            return;
        }
        if (!DECISION_ID.matcher(id).matches()) {
            throw unknownDecision(id);
        }
        vertx.executeBlocking(() -> log.find(id), false).onFailure(c::fail).onSuccess(found -> {
            if (found.isPresent()) {
                reply(c, found.get());
            } else {
                c.fail(unknownDecision(id));
            }
        });
    }

    private static Refusal unknownDecision(String id) {
        return new Refusal(404, "no decision " + id + " is remembered", "id", "the latest are listed at /v1/decisions");
    }

    private void putScene(RoutingContext c) {
        JsonNode body = body(c);
        known(body, List.of("name", "attention", "latencyObjectiveMs", "minAccuracy", "isPrivate"));
        Scene now = loop.state().scene();
        ObjectNode merged = TraceJson.mapper().valueToTree(now);
        merged.setAll((ObjectNode) body);
        Scene scene;
        try {
            scene = TraceJson.mapper().treeToValue(merged, Scene.class);
        } catch (ValueInstantiationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new Refusal(400, String.valueOf(cause.getMessage()), "", "");
        } catch (JsonProcessingException e) {
            throw new Refusal(400, firstLine(e.getOriginalMessage()), "", "see PUT /v1/scene in /openapi.json");
        }
        loop.submit(at -> new LoopEvent.SceneChanged(at, scene))
                .onSuccess(v -> replyKept(c, scene))
                .onFailure(c::fail);
    }

    private void pushReadings(RoutingContext c) {
        JsonNode body = body(c);
        known(body, List.of("readings"));
        JsonNode list = body.path("readings");
        if (!list.isArray() || list.isEmpty()) {
            throw new Refusal(400, "readings: missing (expected: an array of {sensor, value, label})", "readings", "");
        }
        List<Runnable> pushes = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            pushes.add(push(list.get(i), "readings[" + i + "]"));
        }
        pushes.forEach(Runnable::run);
        reply(c, Map.of("accepted", pushes.size()));
    }

    /** All are checked before the first is taken. */
    private Runnable push(JsonNode reading, String where) {
        JsonNode value = reading.path("value");
        if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
            throw new Refusal(400, where + ".value: " + value + " (expected: a finite number)", where + ".value", "");
        }
        SensorId id = sensor(reading.path("sensor").asText(), where);
        Unit unit = id.signal().unit();
        if (!unit.isPlausible(value.asDouble())) {
            throw new Refusal(
                    400,
                    where + ".value: " + value + " (expected: " + unit.range() + ", a "
                            + unit.name().toLowerCase(Locale.ROOT) + ")",
                    where + ".value",
                    "the signals and their units are listed in docs/sensors.md");
        }
        return () -> sensing.push(id, value.asDouble(), reading.path("label").asText(""));
    }

    private static SensorId sensor(String text, String where) {
        try {
            return SensorId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal(
                    400, where + "." + e.getMessage(), where + ".sensor", "the signals are listed in docs/sensors.md");
        }
    }

    private void putPin(RoutingContext c) {
        ModelState model = model(c.pathParam("model"));
        JsonNode body = body(c);
        known(body, List.of("gear", "for"));
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
            fail(
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
        replyKept(c, json);
    }

    private void deletePin(RoutingContext c) {
        String name = model(c.pathParam("model")).spec().name();
        loop.submit(at -> new LoopEvent.PinCleared(at, name))
                .onSuccess(v -> replyKept(c, Map.of("model", name)))
                .onFailure(c::fail);
    }

    private ModelState model(String name) {
        Map<String, ModelState> models = loop.state().models();
        ModelState model = models.get(name);
        if (model == null) {
            throw new Refusal(404, "no model " + name, "model", near(name, models.keySet()));
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
            throw new Refusal(
                    400,
                    "gear: \"" + text + "\" is no gear of " + model.spec().name() + " (expected: one of " + all
                            + ", or a variant's name)",
                    "gear",
                    near(text, names));
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
        throw new Refusal(
                400,
                "for: " + text + " (expected: a time such as 90s, 10m or 2h, up to " + LONGEST_PIN.toDays() + "d)",
                "for",
                "without it the pin holds until it is taken away");
    }

    private static String near(String name, java.util.Collection<String> names) {
        return Nearest.to(name, names)
                .map(n -> "did you mean " + n + "?")
                .orElse("registered: " + String.join(", ", names));
    }

    static JsonNode body(RoutingContext c) {
        JsonNode body;
        try {
            body = TraceJson.mapper()
                    .readTree(
                            c.body().buffer() == null
                                    ? new byte[0]
                                    : c.body().buffer().getBytes());
        } catch (java.io.IOException e) {
            String why = e instanceof JsonProcessingException j ? j.getOriginalMessage() : e.getMessage();
            throw new Refusal(400, "the body is not JSON: " + firstLine(why), "", "");
        }
        if (!body.isObject()) {
            throw new Refusal(
                    400,
                    "the body is " + (body.isMissingNode() ? "empty" : "not an object") + " (expected: a JSON object)",
                    "",
                    "");
        }
        return body;
    }

    static void known(JsonNode body, List<String> fields) {
        for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!fields.contains(name)) {
                throw new Refusal(
                        400,
                        name + ": no such field (expected: " + String.join(", ", fields) + ")",
                        name,
                        near(name, fields));
            }
        }
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "" : text.lines().findFirst().orElse("");
    }

    /** What was answered survives a kill: only once it is on disk. */
    private void replyKept(RoutingContext c, Object json) {
        Future.fromCompletionStage(keeper.kept(), vertx.getOrCreateContext()).onComplete(v -> reply(c, json));
    }

    static void reply(RoutingContext c, Object json) {
        try {
            c.response()
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Cache-Control", "no-store")
                    .end(TraceJson.mapper().writeValueAsString(json));
        } catch (JsonProcessingException e) {
            c.fail(e);
        }
    }

    static void fail(RoutingContext c, int status, String error, String field, String hint) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("error", error);
        if (!field.isEmpty()) {
            json.put("field", field);
        }
        if (!hint.isEmpty()) {
            json.put("hint", hint);
        }
        c.response().setStatusCode(status);
        reply(c, json);
    }

    /** What the caller did wrong. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final String field;
        private final String hint;

        Refusal(int status, String error, String field, String hint) {
            super(error, null, false, false);
            this.status = status;
            this.field = field;
            this.hint = hint;
        }
    }
}
