package io.gearshift.simulator.importer;

import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The npz files of the S25 thermal predictor: one row a zone and second, of which only the measured temperature is taken.
 * Its clock is rounded to 128 s, so that time is rebuilt from the order of the rows, a second each.
 */
final class ThermalPredictionsFormat implements LogFormat {

    private static final int TIME = 2;
    private static final int ZONE = 4;
    private static final int ACTUAL_C = 6;

    private static final String ZONES = "zone_names.npy";

    /** The year 2200; what is later is no time. */
    private static final double LATEST_S = 7.26e9;

    /** Over a thousand times what the predictor writes; a damaged size must not fill the memory. */
    private static final int MOST_BYTES = 1 << 30;

    /** A constant guess, no sensor. */
    private static final String GUESS = "AMBIENT";

    @Override
    public String name() {
        return "S25 thermal predictor (npz)";
    }

    @Override
    public String device() {
        return "Samsung Galaxy S25+";
    }

    @Override
    public boolean recognises(LogHead head) {
        return head.bytes().length > 4
                && head.bytes()[0] == 'P'
                && head.bytes()[1] == 'K'
                && new String(head.bytes(), StandardCharsets.ISO_8859_1).contains("predictions.npy");
    }

    @Override
    public void read(Path file, LogSink out) throws IOException {
        NpyArray rows;
        List<String> names;
        try (ZipFile zip = open(file)) {
            rows = array(file, zip, "predictions.npy");
            names = names(file, zip);
        }
        if (rows.columns() <= ACTUAL_C || !rows.isNumbers()) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "%s: predictions.npy holds %d columns of %s (expected: more than %d of f4 or f8, as the predictor writes them)",
                    file,
                    rows.columns(),
                    rows.type(),
                    ACTUAL_C));
        }
        out.note("the log's clock steps by 128 s: a second a row of each zone was assumed");
        read(rows, names, begin(file, rows), out);
    }

    private static ZipFile open(Path file) throws IOException {
        try {
            return new ZipFile(file.toFile());
        } catch (NoSuchFileException | AccessDeniedException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(file + ": cut off or damaged: " + reason(e), e);
        }
    }

    /** Of some damages the zip's reader says nothing. */
    private static String reason(IOException e) {
        return e.getMessage() == null ? "no complete zip" : e.getMessage();
    }

    private static List<String> names(Path file, ZipFile zip) throws IOException {
        try {
            List<String> names = array(file, zip, ZONES).texts();
            for (String name : names) {
                SensorId.of(Signal.TEMPERATURE, name);
            }
            return names;
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + ZONES + ": " + e.getMessage(), e);
        }
    }

    private static Instant begin(Path file, NpyArray rows) throws IOException {
        double begin = rows.rows() == 0 ? 0 : rows.number(0, TIME);
        if (!(begin >= 0 && begin < LATEST_S)) {
            throw new IOException(file + ": predictions.npy: row 1: " + begin + " is no Unix time in seconds");
        }
        return Instant.ofEpochSecond((long) begin);
    }

    /** The zip's own reader does not compare checksums. */
    private static NpyArray array(Path file, ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException(file + ": no " + name + " in it");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(MOST_BYTES);
            CRC32 crc = new CRC32();
            crc.update(bytes);
            if (bytes.length != entry.getSize()) {
                throw new IOException(
                        "cut off or damaged: " + entry.getSize() + " bytes expected, " + bytes.length + " present");
            }
            if (crc.getValue() != entry.getCrc()) {
                throw new IOException("damaged: its checksum does not match");
            }
            return NpyArray.read(bytes);
        } catch (IOException e) {
            throw new IOException(file + ": " + name + ": " + reason(e), e);
        }
    }

    private static void read(NpyArray rows, List<String> names, Instant begin, LogSink out) {
        Map<Integer, Integer> ticks = new HashMap<>();
        for (int row = 0; row < rows.rows(); row++) {
            double zone = rows.number(row, ZONE);
            double celsius = rows.number(row, ACTUAL_C);
            if (!(zone >= 0 && zone < names.size()) || Double.isNaN(celsius) || Double.isInfinite(celsius)) {
                out.refuse(row + 1, "zone " + zone + " at " + celsius + " °C (expected: a known zone and a number)");
                continue;
            }
            int tick = ticks.merge((int) zone, 1, Integer::sum) - 1;
            if (!names.get((int) zone).equals(GUESS)) {
                out.add(row + 1, begin.plusSeconds(tick), Signal.TEMPERATURE, names.get((int) zone), celsius);
            }
        }
    }
}
