package io.gearshift.benchmarks;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;

/** {@link SensorBenchmark} as figures. */
final class Sensors implements Subject {

    @Override
    public List<Figure> measure(Settings settings) throws Exception {
        Collection<RunResult> results = Jmh.run(SensorBenchmark.class.getName(), settings);
        RunResult sample = Jmh.of("sample", results);
        RunResult text = Jmh.of("readString", results);
        RunResult kernel = Jmh.of("kernelOnly", results);
        // Less than one byte is the profiler's own rounding.
        double bytes = Math.floor(Jmh.bytes(sample));
        return List.of(
                Figure.most("one sample of all sensors, p50", Jmh.at(sample, 50), "µs", 20)
                        .over(Jmh.at(text, 50), "Files.readString"),
                Figure.info("one sample of all sensors, p50, of it in the kernel", Jmh.at(kernel, 50), "µs"),
                Figure.info("one sample of all sensors, p99", Jmh.at(sample, 99), "µs")
                        .over(Jmh.at(text, 99), "Files.readString"),
                Figure.most("one sample of all sensors, allocated", bytes, "B", 0)
                        .over(Jmh.bytes(text), "Files.readString"));
    }
}
