package io.gearshift.policies.trial;

import io.gearshift.policies.language.Problem;
import java.util.List;

/**
 * How a pack's tests ended.
 *
 * @param hash of the rules that were tried; empty when there were none to try
 * @param failed tests, or problems of the text
 */
record Verdict(String hash, int passed, List<Problem> failed) {
    Verdict {
        failed = List.copyOf(failed);
    }
}
