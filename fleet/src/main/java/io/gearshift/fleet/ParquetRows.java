package io.gearshift.fleet;

import io.gearshift.simulator.fleet.FleetEngine;
import io.gearshift.simulator.fleet.FleetRow;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Rows as one Parquet file, in the order in which they come. */
final class ParquetRows implements FleetEngine.RowFile {

    /** What failed has an error and no figures. */
    static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
            message fleet {
              required int32 device;
              required binary group (STRING);
              required binary trace (STRING);
              required binary policy (STRING);
              required int64 seed;
              required group drawn (MAP) {
                repeated group key_value {
                  required binary key (STRING);
                  required double value;
                }
              }
              optional binary error (STRING);
              optional double seconds;
              optional int64 requests;
              optional double energyJ;
              optional double deviceJ;
              optional double effectiveAccuracy;
              optional double missRatio;
              optional int64 refused;
              optional int32 swaps;
              optional double swapsPerHour;
              optional double throttledSeconds;
              optional double peakC;
              optional double chargeRatio;
            }
            """);

    private final ParquetWriter<Group> writer;

    ParquetRows(Path file) throws IOException {
        writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withType(SCHEMA)
                .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
                .build();
    }

    @Override
    public void write(FleetRow row) throws IOException {
        Group group = new SimpleGroup(SCHEMA);
        group.add("device", row.device());
        group.add("group", row.group());
        group.add("trace", row.trace());
        group.add("policy", row.policy());
        group.add("seed", row.seed());
        Group drawn = group.addGroup("drawn");
        row.drawn().forEach((key, value) -> {
            Group pair = drawn.addGroup("key_value");
            pair.add("key", key);
            pair.add("value", value.doubleValue());
        });
        if (row.error() != null) {
            group.add("error", row.error());
        }
        FleetRow.Result figures = row.figures();
        if (figures != null) {
            add(group, figures);
        }
        writer.write(group);
    }

    private static void add(Group group, FleetRow.Result figures) {
        group.add("seconds", figures.seconds());
        group.add("requests", figures.requests());
        group.add("energyJ", figures.energyJ());
        group.add("deviceJ", figures.deviceJ());
        group.add("effectiveAccuracy", figures.effectiveAccuracy());
        group.add("missRatio", figures.missRatio());
        group.add("refused", figures.refused());
        group.add("swaps", figures.swaps());
        group.add("swapsPerHour", figures.swapsPerHour());
        group.add("throttledSeconds", figures.throttledSeconds());
        group.add("peakC", figures.peakC());
        group.add("chargeRatio", figures.chargeRatio());
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
