package io.gearshift.daemon.sensors;

import io.gearshift.core.reading.CgroupText;
import io.gearshift.core.reading.CpuLoad;
import io.gearshift.core.reading.KernelText;
import io.gearshift.core.reading.KernelUnit;
import io.gearshift.core.reading.MemoryText;
import io.gearshift.core.reading.SampleBuffer;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What this process's own control group grants, version 1 and 2. Limits of all ancestors hold too, so the least one up to the
 * mount point counts. Inside a container the kernel may name a path of the host that is not mounted: then the mount point
 * itself is this process's group.
 *
 * <p>Used memory leaves out file pages the kernel can drop at once ({@code inactive_file}), as container runtimes count it.
 */
final class CgroupProbe extends Probe {

    private final KernelFile own;
    private final KernelFile status;
    private final KernelFile stat;
    private final Path mount;
    private int coresSlot;
    private int limitSlot;
    private int usedSlot;
    private double cores = Double.NaN;
    private double limit = Double.NaN;
    private @Nullable Usage usage;

    /** The group that sets the memory limit, and its files. */
    private record Usage(Path group, KernelFile used, KernelFile stat, byte[] droppable) {}

    CgroupProbe(KernelFiles sysfs, KernelFiles proc) {
        super(sysfs);
        mount = sysfs.path("fs/cgroup");
        own = proc.file("self/cgroup");
        status = proc.file("self/status");
        stat = proc.file("stat");
    }

    @Override
    void attach(SampleBuffer buffer) {
        coresSlot = buffer.add(SensorId.of(Signal.CPU_CORES), "");
        limitSlot = buffer.add(SensorId.of(Signal.CGROUP_MEMORY_LIMIT), "");
        usedSlot = buffer.add(SensorId.of(Signal.CGROUP_MEMORY_USED), "");
    }

    @Override
    void refresh(long nanos) {
        List<CgroupText.Membership> memberships = CgroupText.memberships(once(own, nanos));
        cores = Math.min(online(nanos), allowed(nanos));
        limit = Double.POSITIVE_INFINITY;
        Path limiting = null;
        boolean isLimitV2 = false;
        for (CgroupText.Membership membership : memberships) {
            boolean isV2 = membership.controllers().isEmpty();
            if (isV2 || membership.controllers().contains("cpu")) {
                cores = Math.min(
                        cores,
                        least(groups("cpu", membership), isV2 ? this::coresV2 : this::coresV1)
                                .value());
            }
            if (isV2 || membership.controllers().contains("memory")) {
                String name = isV2 ? "memory.max" : "memory.limit_in_bytes";
                Least least = least(groups("memory", membership), g -> CgroupText.memoryLimit(text(g.resolve(name))));
                if (least.group() != null && least.value() < limit) {
                    limit = least.value();
                    limiting = least.group();
                    isLimitV2 = isV2;
                }
            }
        }
        follow(limiting, isLimitV2);
    }

    private void follow(@Nullable Path group, boolean isV2) {
        Usage before = usage;
        if (before != null && before.group().equals(group)) {
            before.used().retry();
            before.stat().retry();
            return;
        }
        close(before);
        usage = group == null
                ? null
                : new Usage(
                        group,
                        files().file(group.resolve(isV2 ? "memory.current" : "memory.usage_in_bytes")),
                        files().file(group.resolve("memory.stat")),
                        isV2 ? MemoryText.INACTIVE_FILE : MemoryText.TOTAL_INACTIVE_FILE);
    }

    @Override
    void close() {
        super.close();
        close(usage);
    }

    private static void close(@Nullable Usage usage) {
        if (usage != null) {
            usage.used().close();
            usage.stat().close();
        }
    }

    @Override
    void sample(SampleBuffer buffer, long nanos) {
        buffer.set(coresSlot, cores);
        buffer.set(limitSlot, limit);
        if (usage != null) {
            buffer.set(usedSlot, used(usage, nanos));
        }
    }

    private static double used(Usage usage, long nanos) {
        long used = usage.used().raw(nanos, KernelUnit.COUNTER);
        if (used == KernelText.NONE) {
            return Double.NaN;
        }
        int length = usage.stat().read(nanos);
        long droppable = MemoryText.value(usage.stat().text(), length, usage.droppable());
        return droppable == KernelText.NONE ? used : Math.max(0, used - droppable);
    }

    private double online(long nanos) {
        int length = stat.read(nanos);
        int online = CpuLoad.onlineIn(stat.text(), length);
        stat.close();
        return online == 0 ? Double.POSITIVE_INFINITY : online;
    }

    private double allowed(long nanos) {
        OptionalInt allowed = CgroupText.allowedCpus(once(status, nanos));
        return allowed.isPresent() ? allowed.getAsInt() : Double.POSITIVE_INFINITY;
    }

    private record Least(double value, @Nullable Path group) {}

    private static Least least(List<Path> groups, Function<Path, OptionalDouble> limit) {
        Least least = new Least(Double.POSITIVE_INFINITY, null);
        for (Path group : groups) {
            OptionalDouble value = limit.apply(group);
            if (value.isPresent() && value.getAsDouble() < least.value()) {
                least = new Least(value.getAsDouble(), group);
            }
        }
        return least;
    }

    private OptionalDouble coresV2(Path group) {
        return CgroupText.cores(text(group.resolve("cpu.max")));
    }

    private OptionalDouble coresV1(Path group) {
        return CgroupText.cores(text(group.resolve("cpu.cfs_quota_us")), text(group.resolve("cpu.cfs_period_us")));
    }

    /** The group and its ancestors up to the mount point, where the controller is mounted. */
    private List<Path> groups(String controller, CgroupText.Membership membership) {
        List<Path> groups = new ArrayList<>();
        for (Path top : tops(controller, membership.controllers())) {
            Path group = top.resolve(membership.path().substring(1)).normalize();
            for (; group != null && group.startsWith(top); group = group.getParent()) {
                groups.add(group);
            }
        }
        return groups;
    }

    private List<Path> tops(String controller, List<String> controllers) {
        List<Path> candidates = controllers.isEmpty()
                ? List.of(mount, mount.resolve("unified"))
                : List.of(mount.resolve(String.join(",", controllers)), mount.resolve(controller));
        return candidates.stream()
                .filter(Files::isDirectory)
                .limit(controllers.isEmpty() ? 2 : 1)
                .toList();
    }

    private String text(Path path) {
        return once(files().file(path), 0);
    }

    /** Read seldom, so not kept open. */
    private static String once(KernelFile file, long nanos) {
        file.retry();
        String words = file.words(nanos);
        file.close();
        return words;
    }
}
