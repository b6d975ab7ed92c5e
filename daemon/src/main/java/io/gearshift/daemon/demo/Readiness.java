package io.gearshift.daemon.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.gearshift.daemon.demo.child.ChildDaemon;
import io.gearshift.daemon.demo.child.DemoException;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Waits until daemons are as the day needs them. */
final class Readiness {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    /** Profiling measures every gear for about a second; a slow or busy machine takes several times as long. */
    private static final Duration PROFILED_WITHIN = Duration.ofMinutes(5);

    private static final Duration SERVING_WITHIN = Duration.ofSeconds(60);
    private static final Duration REACHABLE_WITHIN = Duration.ofSeconds(30);

    private Readiness() {}

    /** One look at the daemon's answer; gives it when it will do. */
    private static JsonNode await(
            ChildDaemon daemon, String path, Duration within, String what, Predicate<JsonNode> isReady)
            throws IOException, InterruptedException, DemoException {
        long deadline = System.nanoTime() + within.toNanos();
        while (System.nanoTime() < deadline) {
            daemon.requireAlive();
            JsonNode answer = daemon.admin().get(path);
            if (isReady.test(answer)) {
                return answer;
            }
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        }
        throw new DemoException(
                what + " did not happen within " + within.toSeconds() + " s", "see " + daemon.address() + path);
    }

    /**
     * Waits until every local gear was measured, with a progress bar; gives {@code /v1/models} as of then. A gear that
     * cannot be measured (it fails to load) is not waited for.
     */
    static JsonNode awaitProfiled(ChildDaemon daemon, Collection<String> models, Narrator narrator)
            throws IOException, InterruptedException, DemoException {
        int[] shown = {-1};
        awaitServing(daemon, models);
        return await(daemon, "/v1/models", PROFILED_WITHIN, "profiling of all gears", answer -> {
            if (isMeasured(answer)) {
                return true;
            }
            @Nullable JsonNode profiling = profiling(daemon);
            if (profiling == null) {
                return false;
            }
            int done = profiling.path("done").asInt();
            int total = profiling.path("total").asInt();
            if (done != shown[0] && total > 0) {
                if (shown[0] < 0) {
                    narrator.stage("measuring every gear on this machine (only the first time)");
                }
                shown[0] = done;
                narrator.progress(done, total, profiling.path("current").asText(""));
            }
            return total > 0 && done >= total;
        });
    }

    private static @Nullable JsonNode profiling(ChildDaemon daemon) {
        try {
            return daemon.admin().get("/v1/state").path("profiling");
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static boolean isMeasured(JsonNode models) {
        for (JsonNode model : models) {
            for (JsonNode gear : model.path("gears")) {
                boolean isLocal = !gear.path("provider").asText().equals("remote");
                if (isLocal && !gear.path("isMeasured").asBoolean()) {
                    return false;
                }
            }
        }
        return !models.isEmpty();
    }

    /** Waits until every model has a gear in force. */
    static JsonNode awaitServing(ChildDaemon daemon, Collection<String> models)
            throws IOException, InterruptedException, DemoException {
        return await(daemon, "/v1/models", SERVING_WITHIN, "a gear in force for every model", answer -> {
            Set<String> missing = new HashSet<>(models);
            for (JsonNode model : answer) {
                if (model.path("gear").isObject()) {
                    missing.remove(model.path("name").asText());
                }
            }
            return missing.isEmpty();
        });
    }

    /** Waits until the daemon has reached the endpoint. */
    static void awaitReachable(ChildDaemon daemon, String endpoint)
            throws IOException, InterruptedException, DemoException {
        await(daemon, "/v1/state", REACHABLE_WITHIN, "reaching endpoint " + endpoint, state -> {
            for (JsonNode each : state.path("endpoints")) {
                if (each.path("name").asText().equals(endpoint)) {
                    return each.path("reachable").asBoolean();
                }
            }
            return false;
        });
    }
}
