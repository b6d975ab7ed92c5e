package io.gearshift.daemon.shell;

import io.gearshift.core.estimate.Observation;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.reading.AdaptiveInterval;
import io.gearshift.core.reading.Pace;
import io.gearshift.core.reading.Reading;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the sensors and lets the loop turn, on one thread of its own. Both share one timer: while all is calm a device
 * wakes once a tick. Near a bound the sensors are read more often, and a crossed bound turns the loop at once.
 */
final class Heartbeat implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    /** What is due this soon is done now: one wake-up instead of two. */
    private static final long TOGETHER_NANOS = Duration.ofMillis(25).toNanos();

    private final Sensing sensing;
    private final AdaptiveInterval interval;
    private final LoopRunner loop;
    private final Supplier<List<Observation>> observations;
    private final boolean isMetered;
    private final long tickNanos;
    private final ScheduledExecutorService thread;
    private long nextSense;
    private long nextTick;

    /**
     * @param observations what serving cost since the last call
     * @param isMetered the configuration says that bytes cost money
     */
    Heartbeat(
            Sensing sensing,
            AdaptiveInterval interval,
            LoopRunner loop,
            Supplier<List<Observation>> observations,
            boolean isMetered,
            Duration tick) {
        this.sensing = sensing;
        this.interval = interval;
        this.loop = loop;
        this.observations = observations;
        this.isMetered = isMetered;
        this.tickNanos = tick.toNanos();
        this.thread = Executors.newSingleThreadScheduledExecutor(Threads.named("heartbeat"));
    }

    /** The first beat reads the sensors and turns the loop at once. */
    void start() {
        nextSense = System.nanoTime();
        nextTick = nextSense;
        thread.execute(this::beat);
    }

    private void beat() {
        long now = System.nanoTime();
        try {
            if (nextSense - now <= TOGETHER_NANOS) {
                nextSense = now + sense();
            }
            if (nextTick - now <= TOGETHER_NANOS) {
                nextTick = now + tickNanos;
                tick();
            }
        } catch (RuntimeException e) {
            LOG.error("heartbeat: {}", e.toString(), e);
            nextSense = now + tickNanos;
        }
        if (!thread.isShutdown()) {
            long wait = Math.min(nextSense, nextTick) - System.nanoTime();
            thread.schedule(this::beat, Math.max(0, wait), TimeUnit.NANOSECONDS);
        }
    }

    /** @return time until the next sample, ns */
    private long sense() {
        if (isMetered) {
            sensing.setMetered(true);
        }
        List<Reading> readings = sensing.read();
        Pace pace = interval.next(readings);
        loop.submit(at -> new LoopEvent.Sensed(at, readings, pace.isUrgent()));
        return pace.untilNext().toNanos();
    }

    private void tick() {
        List<Observation> seen = observations.get();
        loop.submit(at -> new LoopEvent.Served(at, seen));
        loop.submit(LoopEvent.Tick::new);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
                LOG.warn("heartbeat: a sensor does not answer; left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
