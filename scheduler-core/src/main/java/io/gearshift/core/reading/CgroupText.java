package io.gearshift.core.reading;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Control group files of version 1 and 2. Read seldom, so as plain text. */
public final class CgroupText {

    /** Version 1 says "no limit" with the largest page-aligned long. */
    private static final long UNLIMITED_BYTES = 1L << 60;

    private CgroupText() {}

    /**
     * One line of {@code /proc/self/cgroup}.
     *
     * @param controllers empty for version 2
     */
    public record Membership(List<String> controllers, String path) {
        public Membership {
            controllers = List.copyOf(controllers);
        }
    }

    /** Lines {@code id:controllers:path}; others are passed over. */
    public static List<Membership> memberships(String text) {
        return text.lines()
                .map(line -> line.split(":", 3))
                .filter(parts -> parts.length == 3 && parts[2].startsWith("/") && parts[2].indexOf('\0') < 0)
                .map(parts -> new Membership(
                        Arrays.stream(parts[1].split(","))
                                .filter(c -> !c.isEmpty())
                                .toList(),
                        parts[2]))
                .toList();
    }

    /** {@code memory.max} or {@code memory.limit_in_bytes}; empty for no limit or garbage. */
    public static OptionalDouble memoryLimit(String text) {
        OptionalDouble bytes = decimal(text.strip());
        return bytes.isPresent() && bytes.getAsDouble() < UNLIMITED_BYTES ? bytes : OptionalDouble.empty();
    }

    /** Cores of {@code cpu.max}, {@code "quota period"} in µs; empty for {@code max}. */
    public static OptionalDouble cores(String cpuMax) {
        String[] parts = cpuMax.strip().split("\\s+");
        return cores(parts[0], parts.length > 1 ? parts[1] : "100000");
    }

    /** Cores of version 1's quota and period; a quota of -1 is none. */
    public static OptionalDouble cores(String quota, String period) {
        OptionalDouble used = decimal(quota.strip());
        OptionalDouble of = decimal(period.strip());
        return used.isPresent() && of.isPresent() && used.getAsDouble() > 0 && of.getAsDouble() > 0
                ? OptionalDouble.of(used.getAsDouble() / of.getAsDouble())
                : OptionalDouble.empty();
    }

    /** CPUs in the {@code Cpus_allowed_list} of {@code /proc/self/status}. */
    public static OptionalInt allowedCpus(String status) {
        return status.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("cpus_allowed_list:"))
                .mapToInt(line -> cpusIn(line.substring(line.indexOf(':') + 1)))
                .filter(count -> count > 0)
                .findFirst();
    }

    /** CPUs in a list such as {@code 0-3,8}; 0 when it is not one. */
    static int cpusIn(String list) {
        int count = 0;
        for (String range : list.strip().split(",")) {
            String[] ends = range.strip().split("-", 2);
            OptionalDouble first = decimal(ends[0]);
            OptionalDouble last = decimal(ends[ends.length - 1]);
            if (first.isEmpty() || last.isEmpty() || last.getAsDouble() < first.getAsDouble()) {
                return 0;
            }
            count += (int) (last.getAsDouble() - first.getAsDouble()) + 1;
        }
        return count;
    }

    private static OptionalDouble decimal(String text) {
        boolean isNumber =
                !text.isEmpty() && text.length() <= 19 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? OptionalDouble.of(Double.parseDouble(text)) : OptionalDouble.empty();
    }
}
