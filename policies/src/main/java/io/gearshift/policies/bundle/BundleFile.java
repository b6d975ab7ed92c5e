package io.gearshift.policies.bundle;

import io.gearshift.core.text.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A bundle as a file: a zip of {@code bundle.json}, {@code bundle.sig}, {@code pack.jar} and {@code sources/}. It is read
 * in memory, entry by entry, within limits; nothing is unpacked and nothing is believed before all of it is known to be
 * what {@code bundle.json} lists.
 */
final class BundleFile {

    static final String HEAD = "bundle.json";
    static final String SIGNATURE = "bundle.sig";

    /** Built packs of 200 rules take 1 MB: far above any real pack, and no danger to a device with little memory. */
    private static final int MAX_ENTRY_BYTES = 8 << 20;

    private static final int MAX_TOTAL_BYTES = 16 << 20;
    private static final int MAX_ENTRIES = 1000;

    /** No empty part, none that begins with a dot: so no way up, no absolute path, nothing hidden. */
    private static final Pattern PART = Pattern.compile("[\\p{L}\\p{N}_+@()-][\\p{L}\\p{N} ._+@()-]{0,99}");

    /** The first month a zip can name: a fixed time, so that equal content gives equal bytes. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private BundleFile() {}

    static byte[] write(byte[] head, byte @Nullable [] signature, SortedMap<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, HEAD, head);
            if (signature != null) {
                put(zip, SIGNATURE, signature);
            }
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                put(zip, entry.getKey(), entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    /**
     * @throws BundleException when the bytes are not such a zip, whole and within limits
     */
    static Bundle read(byte[] bytes) throws BundleException {
        Map<String, byte[]> all = unzip(bytes);
        byte[] headBytes = all.remove(HEAD);
        if (headBytes == null) {
            throw new BundleException("not a policy bundle: no " + HEAD, "make one with: gearshift policy build PACK");
        }
        byte[] signature = all.remove(SIGNATURE);
        BundleHead head = BundleHead.parse(headBytes);
        compare(head, all);
        return new Bundle(head, headBytes, signature, new TreeMap<>(all));
    }

    private static Map<String, byte[]> unzip(byte[] bytes) throws BundleException {
        Map<String, byte[]> all = new LinkedHashMap<>();
        int left = MAX_TOTAL_BYTES;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = checkName(entry.getName());
                byte[] content = zip.readNBytes(Math.min(left, MAX_ENTRY_BYTES) + 1);
                left -= content.length;
                if (content.length > MAX_ENTRY_BYTES || left < 0 || all.size() >= MAX_ENTRIES) {
                    throw new BundleException(
                            "unpacks to more than a policy bundle may: " + name,
                            "at most " + MAX_ENTRIES + " entries, " + MAX_ENTRY_BYTES + " bytes each, "
                                    + MAX_TOTAL_BYTES + " together");
                }
                if (all.put(name, content) != null) {
                    throw new BundleException("holds " + name + " twice", "");
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new BundleException("not a whole zip file: " + e.getMessage(), "it may be cut short: fetch it again");
        }
        return all;
    }

    private static void compare(BundleHead head, Map<String, byte[]> found) throws BundleException {
        for (Map.Entry<String, byte[]> entry : found.entrySet()) {
            String listed = head.entries().get(entry.getKey());
            if (listed == null) {
                throw new BundleException("holds " + entry.getKey() + ", which " + HEAD + " does not list", "");
            }
            if (!listed.equals(Digest.of(entry.getValue()))) {
                throw new BundleException(
                        entry.getKey() + " is not what " + HEAD + " lists: its SHA-256 differs",
                        "it was changed after the build: fetch it again, from a source you trust");
            }
        }
        for (String name : head.entries().keySet()) {
            if (!found.containsKey(name)) {
                throw new BundleException("lacks " + name + ", which " + HEAD + " lists", "");
            }
        }
        if (!found.containsKey(Bundle.JAR) || !found.containsKey(head.folder() + "/pack.yaml")) {
            throw new BundleException("lacks " + Bundle.JAR + " or " + head.folder() + "/pack.yaml", "");
        }
    }

    /** @return the name */
    static String checkName(String name) throws BundleException {
        boolean isKnown = name.equals(HEAD)
                || name.equals(SIGNATURE)
                || name.equals(Bundle.JAR)
                || name.startsWith(Bundle.SOURCES) && name.length() < 400;
        boolean isPlain = true;
        for (String part : name.split("/", -1)) {
            isPlain &= PART.matcher(part).matches();
        }
        if (!isKnown || !isPlain) {
            String shown = name.length() > 80 ? name.substring(0, 80) + "..." : name;
            throw new BundleException(
                    "holds \"" + shown.replaceAll("\\p{Cntrl}", "?") + "\", which no policy bundle may hold",
                    "expected: " + Bundle.JAR + " and files in " + Bundle.SOURCES
                            + " whose names are letters, digits, spaces, . - _ + @ ( )");
        }
        return name;
    }
}
