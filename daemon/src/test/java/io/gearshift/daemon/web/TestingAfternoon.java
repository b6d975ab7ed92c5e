package io.gearshift.daemon.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ten minutes of a laptop that heats up, unplugged: what the admin interface says at its end. */
final class TestingAfternoon {

    private static final String HOT_RULE = "Leave full precision before the trip point";

    private final Instant end;
    private final boolean isBlind;

    private TestingAfternoon(Instant end, boolean isBlind) {
        this.end = end;
        this.isBlind = isBlind;
    }

    /** @param secondsAgo how old the picture is */
    TestingAfternoon(int secondsAgo) {
        this(Instant.now().minusSeconds(secondsAgo), false);
    }

    /** The same without any sensor. */
    static TestingAfternoon blind() {
        return new TestingAfternoon(Instant.now(), true);
    }

    JsonObject state() {
        Instant at = Instant.now();
        return new JsonObject()
                .put("at", at.toString())
                .put("run", "r7")
                .put("version", "0.1.0")
                .put("uptimeS", 4211.0)
                .put("device", isBlind ? blindDevice() : device(0))
                .put("scene", scene())
                .put("policy", policy())
                .put("reload", refusedReload())
                .put("shadow", shadow())
                .put("bundle", bundle())
                .put("readings", readings())
                .put("faults", faults())
                .put("endpoints", endpoints())
                .put("providers", providers())
                .put(
                        "profiling",
                        new JsonObject().put("done", 5).put("total", 12).put("current", "minilm int8@cpu:2"))
                .put("memory", new JsonObject().put("residentBytes", 1.321e8).put("budgetBytes", 5.12e8));
    }

    JsonArray models() {
        return new JsonArray()
                .add(model("commands", "speech-commands", "full@cpu:1", 12.4, 0.61, 1.02, null, "full", "pruned"))
                .add(model(
                        "fashion",
                        "image-classification",
                        "pruned@cpu:1",
                        41.5,
                        1.12,
                        2.31,
                        20.0,
                        "full",
                        "pruned",
                        "cloud"))
                .add(model("minilm", "sentence-embedding", "int8@cpu:1", 8.1, 5.4, 41.8, 40.0, "full", "int8"));
    }

    JsonArray decisions() {
        List<JsonObject> all = new ArrayList<>();
        all.add(decision(
                "r7-61", 6, "fashion", "HOLD", "pruned@cpu:1", "pruned@cpu:1", "FORBIDDEN", "hold: " + HOT_RULE));
        all.add(decision(
                "r7-58",
                70,
                "minilm",
                "SHIFT",
                "full@cpu:1",
                "int8@cpu:1",
                "FORBIDDEN",
                HOT_RULE + ": the SoC reaches its trip point in under 30 s (secondsToTrip = 21)"));
        all.add(decision(
                "r7-55",
                130,
                "fashion",
                "SHIFT",
                "full@cpu:1",
                "pruned@cpu:1",
                "FORBIDDEN",
                HOT_RULE + ": the SoC reaches its trip point in under 30 s (secondsToTrip = 24)"));
        all.add(decision(
                "r7-40",
                275,
                "fashion",
                "SHIFT",
                "cloud@remote:0",
                "full@cpu:1",
                "GEAR_LOST",
                "endpoint attic does not answer"));
        all.add(decision(
                "r7-31",
                420,
                "fashion",
                "SHIFT",
                "full@cpu:1",
                "cloud@remote:0",
                "BETTER",
                "cloud@remote:0 scores 0.83, 0.09 better than full@cpu:1"));
        all.add(decision(
                "r7-12",
                540,
                "commands",
                "SHIFT",
                "pruned@cpu:1",
                "full@cpu:1",
                "BETTER",
                "full@cpu:1 is more accurate and within the objective"));
        return new JsonArray(all);
    }

    JsonObject decision(
            String id,
            int secondsAgo,
            String model,
            String action,
            String from,
            String gear,
            String reason,
            String summary) {
        JsonArray considered = new JsonArray()
                .add(considered(gear, 0.812, 1.12, 3.4, 0.9301, new JsonArray()))
                .add(considered(
                        "full@cpu:1".equals(gear) ? "pruned@cpu:2" : "full@cpu:1",
                        null,
                        4.21,
                        12.6,
                        0.9372,
                        new JsonArray().add(hotReason())))
                .add(considered(
                        "cloud@remote:0".equals(gear) ? "full@cpu:2" : "cloud@remote:0",
                        null,
                        20.1,
                        1.2,
                        0.9372,
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("kind", "constraint")
                                        .put("name", "reachable")
                                        .put("where", "")
                                        .put("text", "endpoint attic does not answer")
                                        .put("evidence", new JsonArray()))));
        return new JsonObject()
                .put("id", id)
                .put("at", end.minusSeconds(secondsAgo).toString())
                .put("model", model)
                .put("action", action)
                .put("from", from)
                .put("gear", gear)
                .put("reason", reason)
                .put("summary", summary)
                .put("isDegraded", id.equals("r7-58"))
                .put("relaxed", id.equals("r7-58") ? new JsonArray().add("ACCURACY") : new JsonArray())
                .put(
                        "reasons",
                        new JsonArray()
                                .add(hotReason())
                                .add(new JsonObject()
                                        .put("kind", "objective")
                                        .put("name", "energy")
                                        .put("where", "")
                                        .put("text", "on battery the least energy counts")
                                        .put("evidence", new JsonArray().add("energyMj = 3.4"))))
                .put("considered", considered)
                .put("runnerUp", null)
                .put("policy", policy())
                .put("device", device(secondsAgo))
                .put("scene", scene());
    }

    private static JsonObject hotReason() {
        return new JsonObject()
                .put("kind", "rule")
                .put("name", HOT_RULE)
                .put("where", "heat.drl:12")
                .put("text", "the SoC reaches its trip point in under 30 s")
                .put(
                        "evidence",
                        new JsonArray().add("Device.secondsToTrip = 21.0").add("Device.heat = HOT"));
    }

    private static JsonObject considered(
            String gear, @Nullable Double score, double ms, double mj, double accuracy, JsonArray rejected) {
        return new JsonObject()
                .put("gear", gear)
                .put("score", score)
                .put("latencyMs", ms)
                .put("latencyP95Ms", ms * 1.4)
                .put("energyMj", mj)
                .put("memoryBytes", 9.1e6)
                .put("accuracy", accuracy)
                .put("rejectedBy", rejected);
    }

    private JsonObject model(
            String name,
            String task,
            String gear,
            double rate,
            double p50,
            double p95,
            @Nullable Double objective,
            String... variants) {
        JsonArray list = new JsonArray();
        JsonArray gears = new JsonArray();
        for (String variant : variants) {
            boolean isRemote = variant.equals("cloud");
            String full = variant + (isRemote ? "@remote:0" : "@cpu:1");
            list.add(new JsonObject()
                    .put("name", variant)
                    .put("state", full.equals(gear) ? "active" : isRemote ? "unreachable" : "available")
                    .put("precision", variant.equals("int8") ? "INT8" : "FP32")
                    .put("location", isRemote ? "CLOUD" : "LOCAL")
                    .put("accuracy", 0.9372)
                    .put("bytes", isRemote ? 0 : 4_521_984));
            gears.add(new JsonObject()
                    .put("gear", full)
                    .put("variant", variant)
                    .put("provider", isRemote ? "remote" : "cpu")
                    .put("threads", isRemote ? 0 : 1)
                    .put("state", "available")
                    .put("latencyMs", p50)
                    .put("energyMj", 3.4)
                    .put("memoryBytes", 9e6)
                    .put("accuracy", 0.9372)
                    .put("isMeasured", !isRemote));
        }
        return new JsonObject()
                .put("name", name)
                .put("task", task)
                .put("priority", 50)
                .put("latencyObjectiveMs", objective)
                .put("minAccuracy", 0.9)
                .put("requestsPerS", rate)
                .put("latencyP50Ms", p50)
                .put("latencyP95Ms", p95)
                .put("variants", list)
                .put("gears", gears)
                .put(
                        "gear",
                        new JsonObject()
                                .put("gear", gear)
                                .put("variant", gear.split("@")[0])
                                .put("provider", "cpu")
                                .put("threads", 1)
                                .put("decision", "r7-55")
                                .put("since", end.minusSeconds(130).toString()))
                .put(
                        "pin",
                        name.equals("minilm")
                                ? new JsonObject()
                                        .put("gear", "int8@cpu:1")
                                        .put("until", end.plusSeconds(500).toString())
                                : null);
    }

    private static JsonObject device(int secondsAgo) {
        double heat = Math.max(0, 1 - secondsAgo / 560.0);
        return new JsonObject()
                .put("heat", heat > 0.7 ? "HOT" : "WARM")
                .put("temperatureC", 55 + 33.5 * heat)
                .put("hottestZone", "x86_pkg_temp")
                .put("tripC", 95.0)
                .put("headroomC", 40 - 33.5 * heat)
                .put("trendCPerS", 0.31)
                .put("secondsToTrip", heat > 0.7 ? 21.0 : null)
                .put("hotForMs", 9000)
                .put("isThrottled", false)
                .put("battery", "LOW")
                .put("batteryRatio", 0.18 + secondsAgo / 8000.0)
                .put("isCharging", false)
                .put("hasBattery", true)
                .put("secondsToEmpty", 4320.0)
                .put("batteryPowerW", 11.2)
                .put("powerW", 14.7)
                .put("cpu", "BUSY")
                .put("loadRatio", 0.83 - secondsAgo % 7 * 0.05)
                .put("cpuPressureRatio", 0.12 + secondsAgo % 5 * 0.02)
                .put("busyForMs", 4000)
                .put("cores", 2.0)
                .put("frequencyRatio", 0.9)
                .put("memory", "CALM")
                .put("memoryAvailableBytes", 3.2e9)
                .put("memoryAvailableRatio", 0.41)
                .put("memoryPressureRatio", 0.0)
                .put("io", "CALM")
                .put("network", "ONLINE")
                .put("rttMs", 12.4)
                .put("hasStaleTemperature", false)
                .put("hasStaleBattery", false)
                .put("staleSensors", new JsonArray().add("net.rtt"));
    }

    private static JsonObject blindDevice() {
        return new JsonObject()
                .put("heat", "UNKNOWN")
                .put("hottestZone", "")
                .put("battery", "UNKNOWN")
                .put("cpu", "UNKNOWN")
                .put("memory", "UNKNOWN")
                .put("io", "UNKNOWN")
                .put("network", "UNKNOWN")
                .put("hasBattery", false)
                .put("isCharging", false)
                .put("cores", 1)
                .put("staleSensors", new JsonArray());
    }

    private static JsonObject scene() {
        return new JsonObject()
                .put("name", "camera")
                .put("attention", "INTERACTIVE")
                .put("latencyObjectiveMs", 20.0)
                .put("minAccuracy", 0.9)
                .put("isPrivate", false);
    }

    private static JsonObject policy() {
        return new JsonObject().put("pack", "default").put("version", "1.0.0").put("hash", "3fa9c1d2e4b5a6978812");
    }

    private static JsonObject refusedReload() {
        return new JsonObject()
                .put("at", Instant.now().toString())
                .put("outcome", "refused")
                .put("error", "heat.drl:3:12: Device has no field '<b>temperature</b>' (did you mean temperatureC?)");
    }

    private static JsonObject shadow() {
        return new JsonObject()
                .put("origin", "quiet")
                .put("policy", new JsonObject().put("pack", "quiet").put("version", "1.2"))
                .put("decisions", 90)
                .put("disagreements", 29)
                .put("disagreementRatio", 0.3222)
                .put(
                        "last",
                        new JsonObject()
                                .put("model", "minilm")
                                .put("gear", "full@cpu:1")
                                .put("shadowGear", "int8@cpu:1"));
    }

    private static JsonObject bundle() {
        return new JsonObject()
                .put("url", "https://rules.example/fleet.gsp")
                .put("phase", "shadow")
                .put("remainingS", 95.0)
                .put("active", new JsonObject().put("name", "fleet").put("version", "7"))
                .put("candidate", new JsonObject().put("name", "fleet").put("version", "8"))
                .put("pull", new JsonObject().put("error", "the server answered 503"));
    }

    private JsonArray readings() {
        return isBlind
                ? new JsonArray()
                : new JsonArray()
                        .add(reading("temp{thermal_zone0}", "x86_pkg_temp", 88.5, "celsius", "fresh", 0.4))
                        .add(reading("battery.charge{BAT0}", "", 0.18, "ratio", "fresh", 0.4))
                        .add(reading("mem.available", "", 3.2e9, "byte", "fresh", 0.4))
                        .add(reading("net.rtt", "", 0.0124, "second", "stale", 31.0))
                        .add(reading("energy{intel-rapl:0}", "", null, "joule", "missing", null));
    }

    private static JsonObject reading(
            String sensor, String label, @Nullable Double value, String unit, String quality, @Nullable Double age) {
        return new JsonObject()
                .put("sensor", sensor)
                .put("label", label)
                .put("value", value)
                .put("unit", unit)
                .put("quality", quality)
                .put("ageS", age);
    }

    private static JsonArray faults() {
        return new JsonArray()
                .add(new JsonObject()
                        .put("source", "/sys/class/hwmon/hwmon1/temp1_input")
                        .put("problem", "<img src=x onerror=alert(1)> (expected: a whole number)"));
    }

    private static JsonArray endpoints() {
        return new JsonArray()
                .add(new JsonObject().put("name", "box").put("reachable", true).put("rttMs", 12.4))
                .add(new JsonObject()
                        .put("name", "attic")
                        .put("reachable", false)
                        .put("rttMs", null));
    }

    private static JsonArray providers() {
        return new JsonArray()
                .add(new JsonObject().put("name", "cpu").put("works", true).put("reason", ""))
                .add(new JsonObject()
                        .put("name", "cuda")
                        .put("works", false)
                        .put("reason", "not in this runtime: use onnxruntime_gpu"));
    }
}
