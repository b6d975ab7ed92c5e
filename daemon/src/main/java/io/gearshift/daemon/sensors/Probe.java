package io.gearshift.daemon.sensors;

import io.gearshift.core.reading.SampleBuffer;
import io.gearshift.core.reading.SensorFault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One device with its files. Makes its sensors once, then fills them at each sample. */
abstract class Probe {

    private final KernelFiles files;
    private final List<KernelFile> opened = new ArrayList<>();

    Probe(KernelFiles files) {
        this.files = files;
    }

    /** Adds the sensors this device may have; called again, in a new buffer, when devices came or went. */
    abstract void attach(SampleBuffer buffer);

    /** Reads once; sensors not set stay missing. */
    abstract void sample(SampleBuffer buffer, long nanos);

    /** Reads what seldom changes. */
    void refresh(long nanos) {}

    final void rescan(long nanos) {
        opened.forEach(KernelFile::retry);
        refresh(nanos);
    }

    final void addFaults(List<SensorFault> faults) {
        opened.forEach(file -> file.addFault(faults));
    }

    void close() {
        opened.forEach(KernelFile::close);
    }

    final KernelFiles files() {
        return files;
    }

    final KernelFile file(Path path) {
        KernelFile file = files.file(path);
        opened.add(file);
        return file;
    }
}
