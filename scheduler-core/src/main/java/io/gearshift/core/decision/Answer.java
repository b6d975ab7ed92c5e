package io.gearshift.core.decision;

import io.gearshift.core.policy.Relaxation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The choice for one model.
 *
 * @param scores beside the question's options, without the switch cost
 * @param relaxed constraints that the chosen option does not meet
 * @param isLastResort everything was forbidden
 * @param better the option that would be taken but for dwell or hysteresis; null when the choice is the best
 */
record Answer(
        Question question,
        Option chosen,
        double[] scores,
        List<Relaxation> relaxed,
        boolean isLastResort,
        boolean isHeldByDwell,
        @Nullable Option better) {

    boolean isHold() {
        return question.isActive(chosen);
    }

    double score(Option option) {
        return scores[question.options().indexOf(option)];
    }
}
