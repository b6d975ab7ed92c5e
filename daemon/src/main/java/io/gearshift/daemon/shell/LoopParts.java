package io.gearshift.daemon.shell;

import io.gearshift.core.loop.Effect;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.reading.AdaptiveInterval;
import io.gearshift.daemon.config.Config;
import io.gearshift.daemon.sensors.EnergyCounter;
import io.gearshift.daemon.sensors.LinuxSensorSource;
import io.gearshift.metrics.decisionlog.DecisionLog;

/** The control loop with what it is told by and what it tells. */
record LoopParts(
        Policy policy,
        LoopRunner loop,
        DecisionLog log,
        DecisionStore decisions,
        PinWaiters pins,
        Sensing sensing,
        Registrar registrar,
        Views views) {

    /** @param policy the first */
    static LoopParts of(
            Common common,
            ServingParts serving,
            RuleParts rules,
            Restart restart,
            DecisionLog log,
            Policy policy,
            String version,
            Progress progress)
            throws StartException {
        Config config = common.config();
        Parts parts = common.parts();
        DecisionStore decisions = new DecisionStore();
        PinWaiters pins = new PinWaiters(common.vertx());
        Recorder recorder = Recorder.of(common, restart.run(), policy);
        Publisher publisher = new Publisher(
                common.meters(),
                decisions,
                log,
                common.events(),
                pins,
                serving.gears(),
                restart.keeper(),
                rules.shadow(),
                recorder);
        Swaps swaps = new Swaps(serving.gears());
        LoopRunner loop = new LoopRunner(
                common.vertx().getOrCreateContext(),
                common.clock(),
                policy,
                effect -> perform(effect, swaps),
                publisher);
        swaps.reportTo(loop);
        parts.add(loop, LoopRunner::close);
        Sensing sensing = parts.add(
                new Sensing(
                        new LinuxSensorSource(
                                config.sensors().sysfs(), config.sensors().proc()),
                        common.clock()),
                Sensing::close);
        Measuring measuring = measuring(common, serving, progress);
        Registrar registrar = new Registrar(
                config.models(),
                common.state().resolve("good-models"),
                serving.runtime(),
                serving.gears(),
                measuring,
                loop);
        Views views = new Views(
                loop,
                common.clock(),
                new DaemonFacts(
                        version,
                        sensing,
                        registrar,
                        rules.views(),
                        serving.runtime(),
                        measuring,
                        serving.gears(),
                        common.meters(),
                        publisher::policyFault));
        publisher.show(views);
        return new LoopParts(policy, loop, log, decisions, pins, sensing, registrar, views);
    }

    private static Measuring measuring(Common common, ServingParts serving, Progress progress) {
        Config.Sensors sensors = common.config().sensors();
        EnergyCounter meter = EnergyCounter.find(sensors.sysfs(), sensors.proc());
        if (meter != null) {
            common.parts().add(meter, EnergyCounter::close);
        }
        return new Measuring(sensors, common.state(), serving.runtime(), meter, progress);
    }

    private static void perform(Effect effect, Swaps swaps) {
        if (effect instanceof Effect.StartSwap swap) {
            swaps.start(swap.plan());
        }
    }

    /** It turns from now on, and takes up models. */
    void start(Common common, ServingParts serving, Restart restart) {
        Config config = common.config();
        RunFile.Contents before = restart.before();
        loop.submit(at -> new LoopEvent.Started(
                at, restart.run(), config.loopSettings(), policy.id(), before.scene(), before.pins(), before.gears()));
        serving.links().start(loop, serving.gears());
        Heartbeat heartbeat = common.parts()
                .add(
                        new Heartbeat(
                                sensing,
                                new AdaptiveInterval(AdaptiveInterval.Settings.of(
                                        config.sensors().interval().calm(),
                                        config.sensors().interval().near(),
                                        config.sensors().assumedTripC())),
                                loop,
                                serving.observations()::drain,
                                serving.links().isAnyMetered(),
                                config.loop().tick()),
                        Heartbeat::close);
        heartbeat.start();
        common.parts().add(registrar, Registrar::close);
        registrar.start();
    }
}
