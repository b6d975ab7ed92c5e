package io.gearshift.simulator.closedloop;

import io.gearshift.core.loop.Effect;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopSettings;
import io.gearshift.core.observe.CycleRecord;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.swap.SwapPlan;
import io.gearshift.simulator.replay.VirtualLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The daemon's own loop under a policy. */
public final class LoopDriver implements Driver {

    private final String name;
    private final Policy policy;
    private final VirtualLoop loop;
    private final Consumer<CycleRecord> cycles;
    private final UnaryOperator<LoopSettings> settings;

    /** @param cycles told of each turn, as the daemon's decision log is */
    public LoopDriver(Policy policy, Consumer<CycleRecord> cycles) {
        this(policy.id().pack(), policy, cycles);
    }

    /** @param name where packs of one name stand side by side */
    public LoopDriver(String name, Policy policy, Consumer<CycleRecord> cycles) {
        this(name, policy, cycles, UnaryOperator.identity());
    }

    /** @param settings makes the loop's of those that the trace names */
    public LoopDriver(String name, Policy policy, Consumer<CycleRecord> cycles, UnaryOperator<LoopSettings> settings) {
        this.name = name;
        this.settings = settings;
        this.policy = policy;
        this.loop = new VirtualLoop(policy);
        this.cycles = cycles;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<SwapPlan> handle(LoopEvent event) {
        List<SwapPlan> swaps = new ArrayList<>();
        for (Effect effect : loop.handle(ownRules(event))) {
            if (effect instanceof Effect.StartSwap start) {
                swaps.add(start.plan());
            } else if (effect instanceof Effect.Publish published) {
                cycles.accept(published.cycle());
            }
        }
        return swaps;
    }

    private LoopEvent ownRules(LoopEvent event) {
        if (event instanceof LoopEvent.Started e) {
            return new LoopEvent.Started(
                    e.at(), e.run(), settings.apply(e.settings()), policy.id(), e.scene(), e.pins(), e.gears());
        }
        return event instanceof LoopEvent.PolicyChanged e ? new LoopEvent.PolicyChanged(e.at(), policy.id()) : event;
    }
}
