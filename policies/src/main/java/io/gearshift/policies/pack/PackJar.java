package io.gearshift.policies.pack;

import io.gearshift.core.policy.RuleSource;
import io.gearshift.policies.rules.CompiledPack;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** A built pack as bytes: a jar with {@code pack.json}, the text of the rules, and the generated classes. */
public final class PackJar {

    private static final String HEAD = "pack.json";
    private static final String CLASS = ".class";

    /** Before the place and name of a file of rules: {@code rules/003/default/heat.drl}. */
    private static final String TEXT = "rules/";

    /** 1980-02-01, the first month a jar can name: a fixed time, so that builds differ in what the compiler wrote only. */
    private static final long TIME = 318_211_200_000L;

    /** 400 rules take 2 MB and 1500 classes; a jar of 8 MB, the largest in a bundle, can unfold to a thousand times that. */
    private static final int MAX_BYTES = 32 << 20;

    private static final int MAX_CLASSES = 20_000;

    private PackJar() {}

    public static byte[] write(CompiledPack pack) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
            entry(jar, HEAD, PackHead.of(pack).json());
            for (int i = 0; i < pack.text().size(); i++) {
                RuleSource rules = pack.text().get(i);
                String name = String.format(Locale.ROOT, "%s%03d/%s", TEXT, i, rules.file());
                entry(jar, name, rules.text().getBytes(StandardCharsets.UTF_8));
            }
            for (Map.Entry<String, byte[]> type : new TreeMap<>(pack.classes()).entrySet()) {
                entry(jar, type.getKey().replace('.', '/') + CLASS, type.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void entry(ZipOutputStream jar, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(TIME);
        jar.putNextEntry(entry);
        jar.write(content);
        jar.closeEntry();
    }

    /**
     * @throws IOException when the bytes are no such jar, or it was built for another engine or vocabulary
     */
    public static CompiledPack read(byte[] bytes) throws IOException {
        PackHead head = null;
        Map<String, byte[]> classes = new HashMap<>();
        List<RuleSource> text = new ArrayList<>();
        int left = MAX_BYTES;
        try (ZipInputStream jar = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                byte[] content = jar.readNBytes(left + 1);
                left -= content.length;
                if (left < 0 || classes.size() + text.size() >= MAX_CLASSES) {
                    throw new IOException(
                            "not a built policy pack: over " + MAX_BYTES + " bytes or " + MAX_CLASSES + " classes");
                }
                String path = entry.getName();
                boolean isAgain = false;
                if (path.equals(HEAD)) {
                    isAgain = head != null;
                    head = PackHead.parse(content);
                } else if (path.startsWith(TEXT)) {
                    String name = path.substring(path.indexOf('/', TEXT.length()) + 1);
                    text.add(new RuleSource(name, new String(content, StandardCharsets.UTF_8)));
                } else if (path.endsWith(CLASS)) {
                    String name =
                            path.substring(0, path.length() - CLASS.length()).replace('/', '.');
                    isAgain = classes.put(name, content) != null;
                }
                if (isAgain) {
                    throw new IOException("not a built policy pack: holds " + path + " twice");
                }
            }
        } catch (IllegalArgumentException e) { // a name that is no text
            throw new IOException("not a built policy pack: " + e.getMessage(), e);
        }
        return checked(head, text, classes);
    }

    private static CompiledPack checked(@Nullable PackHead head, List<RuleSource> text, Map<String, byte[]> classes)
            throws IOException {
        if (head == null) {
            throw new IOException("not a built policy pack: no " + HEAD);
        }
        if (!head.runtime().equals(PackSource.runtime())) {
            throw new IOException("built for another version of Gearshift");
        }
        return head.with(text, classes);
    }
}
