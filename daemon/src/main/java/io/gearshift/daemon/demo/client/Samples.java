package io.gearshift.daemon.demo.client;

import io.gearshift.core.serve.Tensor;
import java.util.List;

/** Real inputs of one model, with what is needed to tell whether an answer is right. Immutable but for {@link #learn}. */
public interface Samples {

    String model();

    int count();

    /** Question {@code index}, ready to be sent. */
    List<Tensor> inputs(int index);

    /** Takes what the best variant says to question {@code index}, where that is what others are compared with. */
    default void learn(int index, List<Tensor> outputs) {}

    /** Whether the outputs answer question {@code index} rightly. */
    boolean isRight(int index, List<Tensor> outputs);
}
