package io.gearshift.daemon.sensors;

import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SampleBuffer;
import io.gearshift.core.reading.SensorFault;
import io.gearshift.core.reading.SensorSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Everything Linux tells about the device (docs/sensors.md lists it), from the real sysfs and procfs or from folders that look
 * like them. {@link #sample} allocates nothing while devices neither come nor go and every file answers; {@link #read} makes
 * the list. Frequencies and throttle counters are read at most once per {@link SensorSettings#slow}. Owned by one thread.
 */
public final class LinuxSensorSource implements SensorSource {

    private final KernelFiles sysfs;
    private final KernelFiles proc;
    private final Discovery discovery;
    private final Cadence rescan;
    private Map<String, Probe> probes = new LinkedHashMap<>();
    private Probe[] inOrder = {};
    private SampleBuffer buffer = new SampleBuffer();

    /** With the usual settings. */
    public LinuxSensorSource(Path sysfs, Path proc) {
        this(sysfs, proc, SensorSettings.defaults());
    }

    /**
     * @param sysfs root of the device files, e.g. {@code /sys}; may be incomplete, or not exist yet
     * @param proc root of the process files, e.g. {@code /proc}; likewise
     */
    public LinuxSensorSource(Path sysfs, Path proc, SensorSettings settings) {
        this.sysfs = new KernelFiles(sysfs, settings.maxOpenFiles());
        this.proc = new KernelFiles(proc, settings.maxOpenFiles());
        discovery = new Discovery(this.sysfs, this.proc, settings.slow().toNanos());
        boolean isReal = this.sysfs.isKernel() && this.proc.isKernel();
        rescan = new Cadence((isReal ? settings.kernelRescan() : settings.folderRescan()).toNanos());
    }

    /**
     * Reads everything once.
     *
     * @param nanos a clock in ns with any origin, the same at each call; rates and waits are taken from it
     * @return the values, valid until the next call
     */
    public SampleBuffer sample(long nanos) {
        if (rescan.isDue(nanos)) {
            rescan(nanos);
        }
        buffer.clear();
        for (Probe probe : inOrder) {
            probe.sample(buffer, nanos);
        }
        return buffer;
    }

    @Override
    public List<Reading> read(Instant at) {
        long nanos = at.getEpochSecond() * 1_000_000_000L + at.getNano();
        return sample(nanos).readings(at);
    }

    @Override
    public List<SensorFault> faults() {
        List<SensorFault> faults = new ArrayList<>();
        for (Probe probe : inOrder) {
            probe.addFaults(faults);
        }
        return List.copyOf(faults);
    }

    @Override
    public void close() {
        probes.values().forEach(Probe::close);
        probes = new LinkedHashMap<>();
        inOrder = new Probe[0];
        buffer = new SampleBuffer();
    }

    /** Keeps the probes of devices that are still there: they remember counters and hold open files. */
    private void rescan(long nanos) {
        Map<String, Supplier<Probe>> found = discovery.devices();
        if (!new ArrayList<>(found.keySet()).equals(new ArrayList<>(probes.keySet()))) {
            Map<String, Probe> next = new LinkedHashMap<>();
            found.forEach((key, make) -> {
                Probe known = probes.remove(key);
                next.put(key, known == null ? make.get() : known);
            });
            probes.values().forEach(Probe::close);
            probes = next;
            inOrder = next.values().toArray(new Probe[0]);
            buffer = new SampleBuffer();
            next.values().forEach(probe -> probe.attach(buffer));
        }
        for (Probe probe : inOrder) {
            probe.rescan(nanos);
        }
    }
}
