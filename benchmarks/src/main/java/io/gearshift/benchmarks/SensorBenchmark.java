package io.gearshift.benchmarks;

import io.gearshift.core.reading.SampleBuffer;
import io.gearshift.daemon.sensors.LinuxSensorSource;
import io.gearshift.daemon.sensors.SensorSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One look at all sensors of this machine, and reading the same files as text, without even parsing them. */
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xmx64m", "-XX:+UseSerialGC"})
public class SensorBenchmark {

    /** Each sample is a second after the one before, so the slow sensors are read each time; no search for new devices. */
    private static final SensorSettings NO_RESCAN =
            new SensorSettings(Duration.ofDays(3650), Duration.ofDays(3650), Duration.ofMillis(900), 256);

    private LinuxSensorSource source;
    private List<Path> files;
    private FileChannel[] channels;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    private long nanos;

    @Setup
    public void open() throws IOException {
        source = new LinuxSensorSource(Path.of("/sys"), Path.of("/proc"), NO_RESCAN);
        source.sample(0);
        files = openFiles();
        if (files.size() < 3) {
            throw new IllegalStateException("the source has only these files open: " + files);
        }
        channels = new FileChannel[files.size()];
        for (int i = 0; i < channels.length; i++) {
            channels[i] = FileChannel.open(files.get(i));
        }
    }

    private static List<Path> openFiles() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                Path file = Files.isSymbolicLink(descriptor) ? Files.readSymbolicLink(descriptor) : descriptor;
                boolean isKernels = file.startsWith("/proc") || file.startsWith("/sys");
                if (isKernels
                        && Files.isRegularFile(file)
                        && !file.toString().matches("/proc/\\d+/(fd|auxv|maps|stat|cmdline).*")) {
                    files.add(file);
                }
            }
        }
        return files;
    }

    @Benchmark
    public SampleBuffer sample() {
        nanos += 1_000_000_000L;
        return source.sample(nanos);
    }

    @Benchmark
    public int readString() throws IOException {
        int length = 0;
        for (Path file : files) {
            length += Files.readString(file).length();
        }
        return length;
    }

    /** What the kernel needs to write the same texts: no program that reads them can be faster. */
    @Benchmark
    public int kernelOnly() throws IOException {
        int length = 0;
        for (FileChannel channel : channels) {
            buffer.clear();
            length += channel.read(buffer, 0);
        }
        return length;
    }

    @TearDown
    public void close() throws IOException {
        for (FileChannel channel : channels) {
            channel.close();
        }
        source.close();
    }
}
