package io.gearshift.simulator.importer;

import static io.gearshift.simulator.importer.TestingLogs.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gearshift.core.reading.SensorId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of networks and of requests, each with what goes wrong in real ones. */
class NetworkLogsTest {

    private static final String GNETTRACK = """
            Timestamp,Longitude,Latitude,Speed,Operatorname,CellID,NetworkMode,RSRP,DL_bitrate,UL_bitrate,State,PINGAVG,PINGMIN,PINGMAX,PINGSTDEV,PINGLOSS,CELLHEX
            2020.02.14_13.21.26,-8.3,51.8,0,B,11,5G,-103,63000,20,D,67.0,60.0,70.0,1.0,40.0,B
            2020.02.14_13.21.26,-8.3,51.8,0,B,11,5G,-103,64000,20,D,-,-,-,-,-,B
            2020.02.14_13.21.27,-8.3,51.8,0,B,11,LTE,-103,0,0,I,-,-,-,-,-,B
            2020.02.14_13.21.28,-8.3,51.8,0,B,11,LTE,-103,65x,20,D,-,-,-,-,-,B
            14/02/2020 13:21:29,-8.3,51.8,0,B,11,LTE,-103,65,20,D,-,-,-,-,-,B
            2020.02.14_13.21.30,-8.3,51.8,0,B,11,5G,-10""";

    private static final String PING =
            "timestamp_start,timestamp_end,target,ip_protocol,packet_loss,packets_send,ping_avg,ping_worst\n"
                    + "2024-01-11 09:43:20,2024-01-11 09:43:45,10.0.0.1,v4,0.4,250,57.737,106.4\n"
                    + "2024-01-11 09:45:20,2024-01-11 09:45:45,10.0.0.1,v4,100,250,,\n"
                    + "2024-01-11 09:46:20,2024-02-11 09:45:45,10.0.0.1,v4,0,250,50,60\n";

    @TempDir
    private Path dir;

    private ImportedLog read(String text) throws Exception {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private ImportedLog read(byte[] bytes) throws Exception {
        return new Importers().read(Files.write(dir.resolve("log"), bytes), null);
    }

    private static byte[] packed(String text) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void twoColumns_areSecondsAndMegabits() throws Exception {
        ImportedLog log =
                read("\uFEFF0.0\t1.5\r\n1.13\t0.5\r\n1.128 2e-1\r\n\r\nhalf\r\n2.0\t-3\r\n3.0\tmany\r\n4.0\t1\r\n5.0");

        assertThat(log.format()).isEqualTo("throughput (two columns)");
        assertThat(values(log, "net.bandwidth_down")).containsExactly(1.5e6, 2e5, 5e5, 1e6);
        assertThat(log.refused()).extracting(Refused::line).containsExactly(5L, 6L, 7L, 9L);
        assertThat(log.refused().get(0).why()).isEqualTo("no time: half");
        assertThat(log.refused().get(1).why())
                .isEqualTo("net.bandwidth_down: -3000000.0 (expected: 0..100000000000 bit_per_second)");
        assertThat(log.refused().get(3).why())
                .isEqualTo("the file ends here without a line end: the last cell, 5.0, may be cut off");
        assertThat(log.notes()).anyMatch(note -> note.contains("as rounding does"));
    }

    @Test
    void twoColumns_inBits_areRefused() {
        assertThatThrownBy(() -> read("0.0\t1500000\n1.0\t500000\n"))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining(":1: net.bandwidth_down: 1.5E12 (expected: 0..100000000000 bit_per_second;");
    }

    @Test
    void twoColumns_inKilobitsOrMilliseconds_areDoubted() throws Exception {
        assertThat(read("0.0\t15000\n1.0\t5000\n2.0\t7000\n").notes())
                .anyMatch(note -> note.startsWith(
                        "net.bandwidth_down: 5.000e+09 to 1.500e+10 bit_per_second, which is unusually high"));
        assertThat(read("0\t1.5\n1000\t0.5\n2000\t0.5\n").notes())
                .anyMatch(note -> note.contains("a value every 1000 s only"));
    }

    @Test
    void iperf_hasItsUnitInEachRow_andASecondForEachLine() throws Exception {
        ImportedLog log = read("3.97,Mbits/sec\r\nbroken\r\n512,Kbits/sec\r\n0.00,bits/sec\r\n7,ms\r\n");

        assertThat(log.format()).isEqualTo("iperf a second (CSV)");
        assertThat(values(log, "net.bandwidth_down")).containsExactly(3.97e6, 512e3, 0.0);
        assertThat(log.length()).as("the broken line took its second").isEqualTo(Duration.ofSeconds(3));
        assertThat(log.refused())
                .containsExactly(
                        new Refused(2, "the row ends after 1 cells, before column 2"),
                        new Refused(5, "column 1: 7 ms (expected: a number in bit/s)"));
    }

    @Test
    void packedLog_isReadAsItUnpacks() throws Exception {
        String rows = "12.6,9,0,102,13,3,7.37,2100\r\n0,9.00,1.00,-67.0,-14.0,3,6.51,700.00\r\n";

        ImportedLog log = read(packed(rows));

        assertThat(log.format()).isEqualTo("LTE throughput and radio (CSV)");
        assertThat(values(log, "net.bandwidth_down")).containsExactly(12.6e6, 0.0);
        assertThat(log.refusedCount()).isZero();
    }

    @Test
    void packedLog_thatIsCutOff_givesWhatIsWhole() throws Exception {
        StringBuilder rows = new StringBuilder();
        IntStream.range(0, 20_000).forEach(i -> rows.append(i * 7919 % 45).append(",9,0,102,13,3,7.37,2100\n"));
        byte[] all = packed(rows.toString());

        ImportedLog log = read(Arrays.copyOf(all, all.length / 2));

        assertThat(log.readings()).hasSizeBetween(1000, 19_000);
        assertThat(log.refused()).extracting(Refused::why).anyMatch(why -> why.contains("cut off or damaged"));
    }

    @Test
    void phoneOnTheMove_hasBitratesWhileBusy_andTheKindOfItsLink() throws Exception {
        ImportedLog log = read(GNETTRACK);

        assertThat(log.format()).isEqualTo("G-NetTrack (CSV)");
        assertThat(log.startedAt()).isEqualTo(Instant.parse("2020-02-14T13:21:26Z"));
        assertThat(values(log, "net.bandwidth_down")).containsExactly(63e6, 64e6);
        assertThat(values(log, "net.rtt")).containsExactly(0.067);
        assertThat(values(log, "net.loss")).containsExactly(0.4);
        assertThat(values(log, "net.kind{5G}")).containsExactly(1.0, 1.0, 0.0, 0.0);
        assertThat(values(log, "net.kind{LTE}")).containsExactly(1.0, 1.0);
        assertThat(log.refused()).extracting(Refused::line).containsExactly(5L, 6L, 7L);
        assertThat(log.refused().get(0).why()).isEqualTo("column DL_bitrate: 65x (expected: a number in kbit/s)");
    }

    @Test
    void burst_holdsToItsEndAndNoLonger() throws Exception {
        ImportedLog log = read(PING);

        Channel rtt = log.channels().get(0);
        assertThat(rtt.sensor()).isEqualTo(SensorId.parse("net.rtt"));
        assertThat(rtt.values()).isEqualTo(25);
        assertThat(rtt.most()).isEqualTo(0.057737);
        Channel loss = log.channels().get(1);
        assertThat(loss.values()).isEqualTo(50);
        assertThat(loss.gaps()).isEqualTo(1);
        assertThat(loss.longestGap()).isEqualTo(Duration.ofSeconds(96));
        assertThat(log.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.line()).isEqualTo(4);
            assertThat(refused.why()).contains("(expected: a day at most)");
        });
    }

    @Test
    void roundTrips_inSeconds_areDoubted() throws Exception {
        assertThat(read(PING.replace("57.737", "0.057737")).notes())
                .anyMatch(note -> note.contains("which is unusually low"));
    }

    @Test
    void requests_areCountedWhereTheyCame() throws Exception {
        ImportedLog log = read("""
                TIMESTAMP,ContextTokens,GeneratedTokens
                2023-11-16 18:17:03.9799600,4808,10
                2023-11-16 18:17:04.0319600,3180,8
                2023-11-16 18:17:03.1000000,110,27
                noon,110,27
                2023-11-16 18:17:09.0781490,110,27""");

        assertThat(log.format()).isEqualTo("LLM requests (CSV)");
        assertThat(log.requests())
                .extracting(Request::at)
                .containsExactly(
                        Instant.parse("2023-11-16T18:17:03.979960Z"),
                        Instant.parse("2023-11-16T18:17:04.031960Z"),
                        Instant.parse("2023-11-16T18:17:09.078149Z"));
        assertThat(log.channels()).isEmpty();
        assertThat(log.refused()).extracting(Refused::line).containsExactly(4L, 5L);
    }

    @Test
    void packetSlots_areCountedASecond_andAnOutageIsZero() throws Exception {
        ImportedLog log = read("0\r\n0\r\n500\r\nx\r\n999\r\n2500\r\n12\r\n3000\r\n99");

        assertThat(log.format()).isEqualTo("packet slots (mahimahi)");
        assertThat(values(log, "net.bandwidth_down")).containsExactly(4 * 12_000.0, 0.0, 12_000.0);
        assertThat(log.refused()).extracting(Refused::line).containsExactly(4L, 7L, 9L);
        assertThat(log.notes()).anyMatch(note -> note.contains("the last 1 ms are no whole second"));
    }

    @Test
    void packetSlots_ofOnePacketFarAhead_refuseThatPacketOnly() throws Exception {
        ImportedLog log = read("0\n600\n9999999999\n1200\n2000\n");

        assertThat(values(log, "net.bandwidth_down")).containsExactly(24_000.0, 12_000.0);
        assertThat(log.refused()).extracting(Refused::line).containsExactly(3L);
    }

    @Test
    void ntrace_isReadUpToWhereItIsCut() throws Exception {
        ImportedLog log = read("""
                {"version": 1, "clientName": "P30", "entries": [
                  {"entryNo": 1, "dateTime": "2020-11-04T12:55:50.773+01:00", "dlBw": 45437, "network": "cellular (4g)"},
                  {"entryNo": 2, "dateTime": "2020-11-04T12:56:00", "dlBw": 45437},
                  {"entryNo": 3, "dateTime": "2020-11-04T12:56:10.773+01:00", "dlBw": "fast", "ulBw": 1000,
                   "dlLatency": 20000, "ulLatency": 30000, "network": "wifi"},
                  {"entryNo": 4, "dateTime": "2020-11-04T12:56:20.773+01:00", "dlBw": 4""");

        assertThat(log.format()).isEqualTo("ntrace (JSON)");
        assertThat(log.startedAt()).isEqualTo(Instant.parse("2020-11-04T11:55:50.773Z"));
        assertThat(values(log, "net.bandwidth_down")).containsExactly(45.437e6);
        assertThat(values(log, "net.bandwidth_up")).containsExactly(1e6);
        assertThat(values(log, "net.rtt")).containsExactly(0.05);
        assertThat(values(log, "net.kind{cellular}")).containsExactly(1.0, 0.0);
        assertThat(log.refused()).extracting(Refused::line).containsExactly(3L, 4L, 6L);
        assertThat(log.refused().get(2).why()).startsWith("the rest of the file is no JSON: ");
    }

    @Test
    void loadgen_hasEachQueryWithItsLatency() throws Exception {
        ImportedLog log = read("""
                {"traceEvents":[
                {"name":"LogDetail","ph":"X","pid":1,"tid":2,"ts":9976.563,"dur":19.1,"args":{"key":""loadgen_version""}},
                {"name":"Sample","cat":"default","ph":"b","pid":1,"id":0,"ts":16836.927,"args":{"sample_seq":0,"issue_start_ns":0,"complete_ns":9050625}},
                {"name":"Sample","cat":"default","ph":"e", "pid":1,"id":0,"ts":25887.552},
                {"name":"Sample","cat":"default","ph":"b","pid":1,"id":1,"ts":25890.833,"args":{"sample_seq":1,"issue_start_ns":100,"complete_ns":2684580}},
                {"name":"Sample","cat":"default","ph":"b","pid":1,"id":2,"ts":25891,"args":{"issue_start_ns":7,"complete_ns":3}},
                what is this
                {"name":"Sample","cat":"default","ph":"b","pid":1,"id":3,"ts":25""");

        assertThat(log.format()).isEqualTo("MLPerf loadgen trace");
        assertThat(log.requests()).extracting(Request::latencyMs).containsExactly(9.050625, 2.68448);
        assertThat(Duration.between(log.startedAt(), log.endedAt())).hasNanos(9_053_906);
        assertThat(log.refused()).extracting(Refused::line).containsExactly(6L, 7L, 8L);
    }

    @Test
    void emptyFile_isRefused() {
        assertThatThrownBy(() -> read("")).isInstanceOf(ImportException.class);
    }
}
