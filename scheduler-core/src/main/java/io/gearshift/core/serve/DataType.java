package io.gearshift.core.serve;

import java.util.Locale;
import java.util.Optional;

/** Tensor element types of the Open Inference Protocol that are served. */
public enum DataType {
    BOOL(1),
    UINT8(1),
    INT8(1),
    INT32(4),
    INT64(8),
    FP16(2),
    FP32(4),
    FP64(8),
    /** Variable length: each element is a little-endian uint32 length and that many bytes. */
    BYTES(0);

    private final int size;

    DataType(int size) {
        this.size = size;
    }

    /** Bytes per element; 0 for {@link #BYTES}. */
    public int size() {
        return size;
    }

    public static Optional<DataType> parse(String name) {
        for (DataType type : values()) {
            if (type.name().equals(name.toUpperCase(Locale.ROOT))) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
