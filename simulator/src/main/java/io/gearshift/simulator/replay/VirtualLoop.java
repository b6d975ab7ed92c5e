package io.gearshift.simulator.replay;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.loop.ControlLoop;
import io.gearshift.core.loop.Effect;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopState;
import io.gearshift.core.loop.LoopStep;
import io.gearshift.core.policy.Policy;
import java.util.ArrayList;
import java.util.List;

/** The daemon's own loop on virtual time: it is always the time of the event handled last. */
public final class VirtualLoop {

    private ControlLoop loop;
    private LoopState state = LoopState.initial();

    public VirtualLoop(Policy policy) {
        this.loop = new ControlLoop(policy);
    }

    void use(Policy policy) {
        loop = new ControlLoop(policy);
    }

    public LoopState state() {
        return state;
    }

    public List<Effect> handle(LoopEvent event) {
        LoopStep step = loop.step(state, event);
        state = step.state();
        return step.effects();
    }

    /** What the daemon would have recorded of these effects. */
    public static List<Decision> news(List<Effect> effects) {
        List<Decision> news = new ArrayList<>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Publish published) {
                news.addAll(published.cycle().news());
            }
        }
        return news;
    }
}
