package io.gearshift.core.policy;

import java.util.List;

/**
 * Where a rule stands and what it looks at, so that a reason can show the values it saw.
 *
 * @param file pack-relative file name
 * @param line 1-based
 * @param reads fields the conditions mention, e.g. {@code Device.temperatureC}, in source order, without repeats
 */
public record RuleInfo(String name, String file, int line, List<String> reads) {
    public RuleInfo {
        reads = List.copyOf(reads);
    }
}
