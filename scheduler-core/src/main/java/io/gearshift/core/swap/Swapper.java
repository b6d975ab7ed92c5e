package io.gearshift.core.swap;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Makes gears ready and puts them in force under live traffic. Thread-safe; swaps of one model run one at a time. */
public interface Swapper {

    /**
     * Load, warm up, check, cut over. The stage completes after the cut-over (draining and closing the old gear go on
     * behind it) or with a failed result; it never completes exceptionally for a gear that cannot be made.
     */
    CompletionStage<SwapResult> swap(SwapPlan plan);

    /** Gears of the model that are loaded now. */
    List<String> resident(String model);
}
