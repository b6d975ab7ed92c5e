package io.gearshift.policies.pack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.Relaxation;
import io.gearshift.core.policy.RuleInfo;
import io.gearshift.policies.rules.CompiledPack;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** A built pack as bytes: a jar with {@code pack.json} and the generated classes. The same pack gives the same bytes. */
public final class PackJar {

    /**
     * @param runtime hash of engine and vocabulary it was built for
     */
    private record Head(
            PolicyId id,
            String runtime,
            Objective objective,
            List<Relaxation> relaxation,
            List<RuleInfo> rules,
            String modelClass) {}

    private static final String HEAD = "pack.json";
    private static final String CLASS = ".class";

    /** 1980-02-01, the first month a jar can name: a fixed time keeps builds equal. */
    private static final long TIME = 318_211_200_000L;

    private static final ObjectMapper JSON = new ObjectMapper();

    private PackJar() {}

    public static byte[] write(CompiledPack pack) {
        Head head = new Head(
                pack.id(), PackSource.runtime(), pack.objective(), pack.relaxation(), pack.rules(), pack.modelClass());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
            entry(jar, HEAD, JSON.writeValueAsBytes(head));
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
        Head head = null;
        Map<String, byte[]> classes = new HashMap<>();
        try (ZipInputStream jar = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                byte[] content = jar.readAllBytes();
                if (entry.getName().equals(HEAD)) {
                    head = head(content);
                } else if (entry.getName().endsWith(CLASS)) {
                    String path = entry.getName();
                    classes.put(
                            path.substring(0, path.length() - CLASS.length()).replace('/', '.'), content);
                }
            }
        }
        return checked(head, classes);
    }

    private static CompiledPack checked(@Nullable Head head, Map<String, byte[]> classes) throws IOException {
        if (head == null) {
            throw new IOException("not a built policy pack: no " + HEAD);
        }
        if (!head.runtime().equals(PackSource.runtime())) {
            throw new IOException("built for another version of Gearshift");
        }
        return new CompiledPack(
                head.id(), head.objective(), head.relaxation(), head.rules(), head.modelClass(), classes);
    }

    private static Head head(byte[] content) throws IOException {
        try {
            return JSON.readValue(content, Head.class);
        } catch (JsonProcessingException e) {
            throw new IOException(HEAD + " is not what a build writes: " + e.getOriginalMessage(), e);
        }
    }
}
