package io.gearshift.registry.gear;

import io.gearshift.core.serve.Tensor;
import java.util.List;

/**
 * How large a request is beside what the model is usually asked. One batch of a thousand among single questions says
 * nothing of the next single one: without this, its time would push the model out of its gear. An app that always sends
 * large requests makes them the usual ones, and then their whole time counts. Thread-safe.
 */
final class RequestSize {

    /** Twice the usual is still usual: sentences differ that much. */
    private static final double UNUSUAL = 2;
    /** The last ten or so requests say what is usual. */
    private static final double WEIGHT = 0.1;

    private double usualBytes;

    /** @return share of the request's time that counts, above 0 and up to 1 */
    synchronized double share(List<Tensor> inputs) {
        double bytes = 1;
        for (Tensor input : inputs) {
            bytes += input.data().remaining();
        }
        if (usualBytes == 0) {
            usualBytes = bytes;
        }
        double share = bytes > UNUSUAL * usualBytes ? usualBytes / bytes : 1;
        // One huge request moves what is usual by no more than one of twice the size.
        usualBytes += WEIGHT * (Math.min(bytes, UNUSUAL * usualBytes) - usualBytes);
        return share;
    }
}
