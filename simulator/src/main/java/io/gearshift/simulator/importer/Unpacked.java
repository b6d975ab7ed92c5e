package io.gearshift.simulator.importer;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A file's bytes; of one that is packed with gzip what it unpacks to, as far as it is whole. */
final class Unpacked extends FilterInputStream {

    private static final int MAGIC_1 = 0x1f;
    private static final int MAGIC_2 = 0x8b;

    private boolean isBroken;

    private Unpacked(InputStream in) {
        super(in);
    }

    static Unpacked of(Path file) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        try {
            raw.mark(2);
            boolean isPacked = raw.read() == MAGIC_1 && raw.read() == MAGIC_2;
            raw.reset();
            return new Unpacked(isPacked ? new GZIPInputStream(raw) : raw);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /** True when all of the file can be read; a packed one may be cut off. */
    static boolean isWhole(Path file) throws IOException {
        try (Unpacked in = of(file)) {
            in.transferTo(OutputStream.nullOutputStream());
            return !in.isBroken;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (isBroken) {
            return -1;
        }
        try {
            return super.read(bytes, offset, length);
        } catch (EOFException | ZipException e) {
            isBroken = true;
            return -1;
        }
    }
}
