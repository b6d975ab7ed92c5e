package io.gearshift.registry.oip;

import java.util.Map;

/**
 * Which outputs the client wants as binary data behind the JSON part.
 *
 * @param isDefault for outputs that say nothing themselves: the request's parameter {@code binary_data_output}
 * @param byOutput the outputs' own parameter {@code binary_data}
 */
public record BinaryOutputs(boolean isDefault, Map<String, Boolean> byOutput) {

    public static final BinaryOutputs NONE = new BinaryOutputs(false, Map.of());
    public static final BinaryOutputs ALL = new BinaryOutputs(true, Map.of());

    public BinaryOutputs {
        byOutput = Map.copyOf(byOutput);
    }

    public boolean isBinary(String output) {
        return byOutput.getOrDefault(output, isDefault);
    }
}
