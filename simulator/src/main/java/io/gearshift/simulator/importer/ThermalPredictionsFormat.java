package io.gearshift.simulator.importer;

import io.gearshift.core.reading.Signal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The npz files of the S25 thermal predictor: one row a zone and second, of which only the measured temperature is taken.
 * Its clock is rounded to 128 s, so that time is rebuilt from the order of the rows, a second each.
 */
final class ThermalPredictionsFormat implements LogFormat {

    private static final int TIME = 2;
    private static final int ZONE = 4;
    private static final int ACTUAL_C = 6;

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
        NpyArray names;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            rows = array(file, zip, "predictions.npy");
            names = array(file, zip, "zone_names.npy");
        } catch (ZipException e) {
            throw new IOException(file + ": cut off or damaged: " + e.getMessage(), e);
        }
        if (rows.columns() <= ACTUAL_C
                || !rows.type().startsWith("f")
                || !names.type().startsWith("U")) {
            throw new IOException(file + ": predictions.npy and zone_names.npy are not the predictor's arrays");
        }
        out.note("the log's clock steps by 128 s: a second a row of each zone was assumed");
        read(rows, names.texts(), out);
    }

    private static NpyArray array(Path file, ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException(file + ": no " + name + " in it");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return NpyArray.read(in.readAllBytes());
        } catch (IOException e) {
            throw new IOException(file + ": " + name + ": " + e.getMessage(), e);
        }
    }

    private static void read(NpyArray rows, List<String> names, LogSink out) {
        Map<Integer, Integer> ticks = new HashMap<>();
        Instant begin = Instant.ofEpochSecond(rows.rows() == 0 ? 0 : (long) rows.number(0, TIME));
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
