package io.gearshift.simulator.importer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Text as loggers and shells write it: UTF-8 with or without a byte order mark, or UTF-16 with one, which is what a redirection
 * in PowerShell gives; packed with gzip or not.
 */
public final class LogText {

    private static final int SHOWN = 60;
    private static final int MARK = 3;

    private LogText() {}

    /** What to do with a line. */
    @FunctionalInterface
    interface LineUse {
        /**
         * @param number from 1
         * @param isWhole false for a last line without a line end, whose last number may lack digits
         */
        void line(long number, String text, boolean isWhole);
    }

    /** A byte that is no text of the encoding spoils its line and not the file. */
    static BufferedReader open(Path file) throws IOException {
        PushbackInputStream in = new PushbackInputStream(Unpacked.of(file), MARK);
        byte[] head = in.readNBytes(MARK);
        boolean isMarked = isMarkedUtf8(head);
        if (!isMarked) {
            in.unread(head);
        }
        return new BufferedReader(new InputStreamReader((InputStream) in, charset(head)));
    }

    static void lines(Path file, LineUse use) throws IOException {
        boolean endsWhole = endsWhole(file);
        try (BufferedReader lines = open(file)) {
            long number = 1;
            String line = lines.readLine();
            while (line != null) {
                String next = lines.readLine();
                use.line(number++, line, next != null || endsWhole);
                line = next;
            }
        }
    }

    /** A line as a message shows it. */
    static String shortened(String line) {
        return line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
    }

    public static String decode(byte[] bytes) {
        String text = new String(bytes, charset(bytes));
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** False for a file that was cut off, or whose writer ends no last line. */
    static boolean endsWhole(Path file) throws IOException {
        try (InputStream bytes = Unpacked.of(file)) {
            int last = '\n';
            int before = last;
            byte[] some = new byte[8192];
            for (int read = bytes.read(some); read >= 0; read = bytes.read(some)) {
                before = read > 1 ? some[read - 2] : read == 1 ? last : before;
                last = read > 0 ? some[read - 1] : last;
            }
            int end = last == 0 ? before : last; // UTF-16 with the low byte first
            return end == '\n' || end == '\r';
        }
    }

    private static boolean isMarkedUtf8(byte[] head) {
        return head.length == MARK && (head[0] & 0xFF) == 0xEF && (head[1] & 0xFF) == 0xBB && (head[2] & 0xFF) == 0xBF;
    }

    /** Java's UTF-16 takes the order of bytes from the mark. */
    private static Charset charset(byte[] head) {
        int mark = head.length < 2 ? 0 : (head[0] & 0xFF) << 8 | head[1] & 0xFF;
        return mark == 0xFEFF || mark == 0xFFFE ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    }
}
