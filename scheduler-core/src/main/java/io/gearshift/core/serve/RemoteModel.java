package io.gearshift.core.serve;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** One model served by another machine over the Open Inference Protocol. Thread-safe. */
public interface RemoteModel extends AutoCloseable {

    /**
     * Asks the remote. Fails (with {@link InferenceException}) when it cannot be reached, answers an error, answers later
     * than {@code deadline}, or answers with names, types or shapes that are not the model's.
     *
     * @param outputs names wanted; empty means all
     */
    CompletionStage<List<Tensor>> infer(List<Tensor> inputs, List<String> outputs, Duration deadline);

    /** Asks whether the model is ready there; gives the round trip, or fails. */
    CompletionStage<Duration> probe(Duration timeout);

    @Override
    void close();
}
