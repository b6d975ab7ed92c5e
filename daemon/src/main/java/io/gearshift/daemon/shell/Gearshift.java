package io.gearshift.daemon.shell;

import io.gearshift.core.policy.Policy;
import io.gearshift.daemon.config.Config;
import io.gearshift.metrics.decisionlog.DecisionLog;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon: makes every part once, joins them, and closes them in the opposite order. What takes long at the start (the
 * rules, the native runtime, the digests of the models) is done side by side.
 */
public final class Gearshift implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Gearshift.class);

    /** Some weeks of shifts. */
    private static final long DECISION_LOG_BYTES = 16L << 20;

    private final Parts parts = new Parts();
    private @Nullable URI address;

    private Gearshift() {}

    /**
     * Returns when the daemon serves and its loop turns; models are taken up right after that.
     *
     * @throws StartException when it cannot start; nothing is left running then
     */
    public static Gearshift start(Config config, String version, Progress progress) throws StartException {
        Gearshift daemon = new Gearshift();
        try {
            daemon.assemble(config, version, progress);
            return daemon;
        } catch (StartException | RuntimeException e) {
            daemon.close();
            throw e;
        } catch (IOException e) {
            daemon.close();
            throw new StartException(IoProblem.of(e), "", e);
        }
    }

    /** Where it serves, with the port it really got. */
    public URI address() {
        if (address == null) {
            throw new IllegalStateException("not started");
        }
        return address;
    }

    private void assemble(Config config, String version, Progress progress) throws StartException, IOException {
        if (config.metrics().otlp() != null) {
            LOG.warn("metrics.otlp is set, but this version pushes no OpenTelemetry metrics; /metrics has them all");
        }
        Path state = Restart.folder(config);
        Guard guard = Guard.of(config.serving().host(), config.admin().tokenFile());
        Common common = Common.of(config, state, parts);
        RuleLoading loading = RuleLoading.begin(common);
        ServingParts serving = ServingParts.open(common);
        Restart restart = Restart.count(common);
        DecisionLog log =
                parts.add(DecisionLog.open(state.resolve("decisions"), DECISION_LOG_BYTES), DecisionLog::close);
        Policy policy = loading.await(restart.before().policy());
        RuleParts rules = RuleParts.of(common, loading, log);
        LoopParts loop = LoopParts.of(common, serving, rules, restart, log, policy, version, progress);
        address = Front.open(common, guard, serving, rules, restart, loop, version);
        loop.start(common, serving, restart);
        rules.join(common, loop.loop());
    }

    /** Drains: no new connection, answers under way finish, then all parts end in the opposite order of their making. */
    @Override
    public void close() {
        parts.close();
    }
}
