package io.gearshift.benchmarks;

import java.util.List;

/** One thing to measure; runs in a JVM of its own. */
interface Subject {

    List<Figure> measure(Settings settings) throws Exception;
}
