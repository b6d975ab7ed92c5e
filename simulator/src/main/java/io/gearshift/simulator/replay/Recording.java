package io.gearshift.simulator.replay;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.trace.TraceReader;
import java.io.IOException;
import java.util.List;

/** What a virtual loop is fed with: events in the order of time, the daemon's start first. Can be read again and again. */
public interface Recording {

    /** For people: the folder or file it comes from. */
    String name();

    /** @throws IOException naming file and line of what cannot be read */
    <X extends Exception> void events(TraceReader.EventUse<X> use) throws X, IOException;

    /** What was decided when it was recorded; empty for a log of a device that ran no loop. */
    List<Decision> decisions() throws IOException;

    /** What it does not hold and was taken to be so, one sentence each; empty for a recording of the daemon. */
    default List<String> assumptions() {
        return List.of();
    }

    /** The models that a modelled device serves to these requests: those recorded, unless their gears are measured on another one. */
    default List<ModelSpec> served(List<ModelSpec> recorded) {
        return recorded;
    }

    /** The same with the models as recorded. */
    default Recording original() {
        return this;
    }

    /** A recording of the daemon. */
    static Recording of(TraceReader trace) {
        return new Recording() {
            @Override
            public String name() {
                return trace.folder().toString();
            }

            @Override
            public <X extends Exception> void events(TraceReader.EventUse<X> use) throws X, IOException {
                trace.events(use);
            }

            @Override
            public List<Decision> decisions() throws IOException {
                return DecisionDiff.read(trace);
            }
        };
    }
}
