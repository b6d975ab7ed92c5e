package io.gearshift.registry.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a profile is valid for: processors, their number, memory and runtime. Another of these, and the figures are
 * measured again.
 */
public final class DeviceFingerprint {

    /** Lines of {@code /proc/cpuinfo} that name the processor, on x86, ARM, RISC-V and boards. */
    private static final Set<String> NAMES =
            Set.of("model name", "cpu implementer", "cpu part", "cpu variant", "uarch", "isa", "hardware", "model");

    private static final int SHOWN_DIGITS = 16;

    private DeviceFingerprint() {}

    /** 16 hex digits. */
    public static String of(String runtimeVersion) {
        return of(runtimeVersion, Path.of("/proc"), Runtime.getRuntime().availableProcessors());
    }

    /** @param proc root of the proc file system; unreadable files count as empty */
    static String of(String runtimeVersion, Path proc, int processors) {
        String device = String.join(
                "\n",
                "runtime " + runtimeVersion,
                "architecture " + System.getProperty("os.arch"),
                "system " + System.getProperty("os.name"),
                "processors " + processors,
                "memory " + memoryGiB(proc) + " GiB",
                "names " + processorNames(proc));
        return hash(device);
    }

    private static Set<String> processorNames(Path proc) {
        Set<String> names = new TreeSet<>();
        for (String line : lines(proc.resolve("cpuinfo"))) {
            int colon = line.indexOf(':');
            if (colon > 0 && NAMES.contains(line.substring(0, colon).strip().toLowerCase(Locale.ROOT))) {
                names.add(line.substring(colon + 1).strip());
            }
        }
        return names;
    }

    /** Rounded: kernels keep a varying bit for themselves. */
    private static long memoryGiB(Path proc) {
        for (String line : lines(proc.resolve("meminfo"))) {
            if (line.startsWith("MemTotal:")) {
                String digits = line.replaceAll("\\D", "");
                return digits.isEmpty() ? 0 : Math.round(Long.parseLong(digits) / (1024.0 * 1024));
            }
        }
        return 0;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, SHOWN_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
