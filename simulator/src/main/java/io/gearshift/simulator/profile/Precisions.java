package io.gearshift.simulator.profile;

import io.gearshift.core.policy.Precision;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numeric formats by the names that tables give them. */
final class Precisions {

    private static final Pattern INT4 = Pattern.compile(".*(w4a|q[2-6]_|int4|awq|gptq|4-?bit).*");
    private static final Pattern MIXED = Pattern.compile(".*(w8a16|mixed).*");
    private static final Pattern INT8 = Pattern.compile(".*(int8|w8a8|8-?bit|quant|qdq|q8_|block).*");
    private static final Pattern FP16 = Pattern.compile(".*(fp16|float16|half|q0f16).*");
    private static final Pattern FP32 = Pattern.compile(".*(fp32|float|full).*");

    private Precisions() {}

    /** Empty where the name says nothing. */
    static Optional<Precision> of(String name) {
        String text = name.toLowerCase(Locale.ROOT);
        if (MIXED.matcher(text).matches()) {
            return Optional.of(Precision.MIXED);
        }
        if (INT4.matcher(text).matches()) {
            return Optional.of(Precision.INT4);
        }
        if (INT8.matcher(text).matches()) {
            return Optional.of(Precision.INT8);
        }
        if (FP16.matcher(text).matches()) {
            return Optional.of(Precision.FP16);
        }
        return FP32.matcher(text).matches() ? Optional.of(Precision.FP32) : Optional.empty();
    }
}
