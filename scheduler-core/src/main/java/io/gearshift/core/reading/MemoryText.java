package io.gearshift.core.reading;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Fields of {@code /proc/meminfo} (kB, meaning 1024 bytes) and of a cgroup's {@code memory.stat} (bytes). */
public final class MemoryText {

    public static final byte[] TOTAL = "MemTotal:".getBytes(US_ASCII);
    public static final byte[] AVAILABLE = "MemAvailable:".getBytes(US_ASCII);
    public static final byte[] INACTIVE_FILE = "inactive_file ".getBytes(US_ASCII);
    public static final byte[] TOTAL_INACTIVE_FILE = "total_inactive_file ".getBytes(US_ASCII);

    private static final long MOST_KIB = Long.MAX_VALUE / 1024;

    private MemoryText() {}

    /** Bytes of a meminfo field; {@link KernelText#NONE} when the field is not there. */
    public static long bytes(byte[] text, int length, byte[] field) {
        long kib = value(text, length, field);
        return kib == KernelText.NONE || kib > MOST_KIB ? KernelText.NONE : kib * 1024;
    }

    /** The plain number after a field at the start of a line; {@link KernelText#NONE} when the field is not there. */
    public static long value(byte[] text, int length, byte[] field) {
        for (int at = 0; at < length; at = KernelText.nextLine(text, at, length)) {
            if (KernelText.startsWith(text, at, length, field)) {
                return KernelText.leadingNumber(text, KernelText.skipBlanks(text, at + field.length, length), length);
            }
        }
        return KernelText.NONE;
    }
}
