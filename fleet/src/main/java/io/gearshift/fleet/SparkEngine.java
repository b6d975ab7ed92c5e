package io.gearshift.fleet;

import io.gearshift.simulator.fleet.FleetEngine;
import io.gearshift.simulator.fleet.FleetPlan;
import io.gearshift.simulator.fleet.FleetRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.storage.StorageLevel;

/**
 * Runs a fleet on Spark. Devices go in blocks that depend on their number alone, so the same rows come in the same order from one
 * thread, from many, and from a cluster; a block that is lost with its executor is run again and gives the same rows.
 */
public final class SparkEngine implements FleetEngine {

    /** Small enough that progress moves and a lost executor costs little; loading a pack is shared by a block. */
    private static final int DEVICES_PER_BLOCK = 16;

    private static final int MOST_BLOCKS = 4096;

    private static final int MOST_LINES = 5;

    @Override
    public void run(FleetPlan plan, String master, Map<String, String> settings, Rows rows, Progress progress)
            throws IOException {
        if (!master.matches("local|local\\[(\\*|[1-9]\\d*)\\]|spark://.+")) {
            throw new IOException(master + " is no master (expected: local[N], local[*] or spark://HOST:PORT)");
        }
        try (JavaSparkContext spark = new JavaSparkContext(configuration(master, settings))) {
            run(plan, spark, rows, progress);
        } catch (Exception e) {
            if (e instanceof IOException told) {
                throw told;
            }
            boolean isOfSpark = e instanceof SparkException
                    || e instanceof IllegalArgumentException
                    || e instanceof IllegalStateException; // a SparkException comes from Scala, which declares none
            if (isOfSpark) {
                throw new IOException("Spark gave up: " + brief(String.valueOf(e.getMessage())), e);
            }
            throw e;
        }
    }

    private static SparkConf configuration(String master, Map<String, String> settings) throws IOException {
        SparkConf conf = new SparkConf(false).setMaster(master).setAppName("gearshift fleet");
        conf.set("spark.ui.enabled", "false");
        if (master.startsWith("local")) {
            conf.set("spark.driver.host", "127.0.0.1").set("spark.driver.bindAddress", "127.0.0.1");
        } else {
            conf.set("spark.jars", String.join(",", ShippedJars.paths()));
        }
        settings.forEach(conf::set);
        return conf;
    }

    private static void run(FleetPlan plan, JavaSparkContext spark, Rows rows, Progress progress) throws IOException {
        int blocks = Math.min(MOST_BLOCKS, (plan.devices() + DEVICES_PER_BLOCK - 1) / DEVICES_PER_BLOCK);
        AtomicInteger done = new AtomicInteger();
        spark.sc().addSparkListener(new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                if (end.taskInfo().successful()) {
                    progress.at(Math.min(blocks, done.incrementAndGet()), blocks);
                }
            }
        });
        Broadcast<FleetPlan> shared = spark.broadcast(plan);
        List<Integer> devices = IntStream.range(0, plan.devices()).boxed().toList();
        JavaRDD<FleetRow> all = spark.parallelize(devices, blocks)
                .mapPartitions(new RunDevices(shared))
                .persist(StorageLevel.MEMORY_AND_DISK());
        all.count();
        Iterator<FleetRow> inOrder = all.toLocalIterator();
        while (inOrder.hasNext()) {
            rows.next(inOrder.next());
        }
    }

    /** Spark's messages hold the stacks of executors: the first line and the causes tell. */
    private static String brief(String message) {
        return message.lines()
                .filter(line -> !line.startsWith("\t") && !line.isBlank() && !line.startsWith("Driver stacktrace"))
                .limit(MOST_LINES)
                .collect(Collectors.joining("\n      "));
    }

    @Override
    public RowFile open(Path file, FleetPlan plan) throws IOException {
        return new ParquetRows(file);
    }
}
