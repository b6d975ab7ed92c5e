package io.gearshift.policies.situation;

import io.gearshift.policies.document.Section;
import io.gearshift.policies.document.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Sections laid over one another. */
final class Layers {

    private Layers() {}

    /** The last value of each key. */
    static Map<String, Value> merged(List<Section> sections) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (Section section : sections) {
            section.keys().forEach(key -> values.put(key, Objects.requireNonNull(section.get(key), key)));
        }
        return values;
    }
}
