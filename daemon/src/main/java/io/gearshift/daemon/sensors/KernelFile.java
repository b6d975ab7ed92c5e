package io.gearshift.daemon.sensors;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gearshift.core.reading.KernelText;
import io.gearshift.core.reading.KernelUnit;
import io.gearshift.core.reading.SensorFault;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One small file, read again and again. A file that is absent or answers with an error (EAGAIN, ENODATA, EIO of sleeping or
 * missing hardware) is missing, and is left alone for a while, because each failed try costs an exception. An empty file is
 * one that is just being rewritten: missing this time. Anything else that cannot be understood is refused, with a fault.
 */
final class KernelFile {

    private static final long FIRST_WAIT_NANOS = 250_000_000L;
    private static final long LONGEST_WAIT_NANOS = 10_000_000_000L;
    private static final int SHOWN_CHARACTERS = 40;

    private final KernelFiles files;
    private final Path path;
    private @Nullable FileChannel channel;
    private @Nullable SensorFault fault;
    private long waitNanos;
    private long retryAt = Long.MIN_VALUE;

    KernelFile(KernelFiles files, Path path) {
        this.files = files;
        this.path = path;
    }

    byte[] text() {
        return files.text();
    }

    /** Reads into {@link #text()}; returns the length without trailing white space, 0 when there is nothing to read. */
    int read(long nanos) {
        if (nanos < retryAt && retryAt - nanos <= LONGEST_WAIT_NANOS) {
            return 0;
        }
        try {
            int length = channel == null ? openAndRead() : files.fill(channel);
            waitNanos = 0;
            return KernelText.trimmedEnd(files.text(), 0, length);
        } catch (IOException e) {
            close();
            failed(e, nanos);
            return 0;
        }
    }

    private int openAndRead() throws IOException {
        FileChannel opened = FileChannel.open(path, StandardOpenOption.READ);
        if (files.tryKeepOpen()) {
            channel = opened;
            return files.fill(opened);
        }
        try (opened) {
            return files.fill(opened);
        }
    }

    private void failed(IOException e, long nanos) {
        waitNanos = Math.min(LONGEST_WAIT_NANOS, Math.max(FIRST_WAIT_NANOS, 2 * waitNanos));
        retryAt = nanos + (e instanceof NoSuchFileException ? LONGEST_WAIT_NANOS : waitNanos);
        fault = e instanceof AccessDeniedException
                ? new SensorFault(
                        path.toString(),
                        "permission denied (expected: readable by the user Gearshift runs as; a udev rule or group can"
                                + " grant it)")
                : null;
    }

    /** Lets an absent file be looked for at the next read. */
    void retry() {
        retryAt = Long.MIN_VALUE;
    }

    /** The file's integer within the unit's range; {@link KernelText#NONE} when missing or refused. */
    long raw(long nanos, KernelUnit unit) {
        int length = read(nanos);
        if (length == 0) {
            return KernelText.NONE;
        }
        long raw = KernelText.number(files.text(), 0, length);
        if (raw == KernelText.NONE || !unit.isPlausible(raw)) {
            refuse(length, unit.expected());
            return KernelText.NONE;
        }
        accept();
        return raw;
    }

    /** The file's value in SI units; NaN when missing or refused. */
    double value(long nanos, KernelUnit unit) {
        long raw = raw(nanos, unit);
        return raw == KernelText.NONE ? Double.NaN : unit.toSi(raw);
    }

    /** The whole text; empty when missing. */
    String words(long nanos) {
        int length = read(nanos);
        return new String(files.text(), 0, length, UTF_8);
    }

    void accept() {
        fault = null;
    }

    /** Notes that what was just read is unusable. */
    void refuse(int length, String expected) {
        StringBuilder found = new StringBuilder();
        String text = new String(files.text(), 0, Math.min(length, SHOWN_CHARACTERS), UTF_8);
        text.chars().forEach(c -> found.append(Character.isISOControl(c) ? '?' : (char) c));
        String dots = length > SHOWN_CHARACTERS ? "..." : "";
        fault = new SensorFault(path.toString(), "found \"" + found + dots + "\" (expected: " + expected + ")");
    }

    boolean hasFault() {
        return fault != null;
    }

    void addFault(List<SensorFault> faults) {
        if (fault != null) {
            faults.add(fault);
        }
    }

    void close() {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            files.wasClosed();
            try {
                open.close();
            } catch (IOException e) {
                // Nothing was written, so nothing can be lost.
            }
        }
    }
}
