package io.gearshift.policies.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The packs that come with Gearshift, by name. Their text lies in the resources, beside the jars built from it. */
public final class BuiltIn {

    /** The pack in force where none is named. */
    public static final String DEFAULT = "default";

    /** The rule files of each; a class path cannot be listed. */
    private static final Map<String, List<String>> FILES = Map.of(
            DEFAULT,
            List.of("battery.drl", "heat.drl", "load.drl", "memory.drl", "network.drl", "scene.drl", "sensors.drl"),
            "battery-saver",
            List.of("saving.drl"),
            "performance",
            List.of("speed.drl"),
            "privacy-first",
            List.of("privacy.drl"),
            "quiet",
            List.of("heat.drl"));

    /** The files of tests of each, in {@code tests/}. */
    private static final Map<String, List<String>> TESTS = Map.of(
            DEFAULT,
            List.of(
                    "battery.yaml",
                    "heat.yaml",
                    "load.yaml",
                    "memory.yaml",
                    "network.yaml",
                    "scene.yaml",
                    "sensors.yaml"),
            "battery-saver",
            List.of("saving.yaml"),
            "performance",
            List.of("speed.yaml"),
            "privacy-first",
            List.of("privacy.yaml"),
            "quiet",
            List.of("heat.yaml"));

    /** The default first. */
    public static final List<String> NAMES = List.of(DEFAULT, "battery-saver", "performance", "privacy-first", "quiet");

    private BuiltIn() {}

    public static boolean isName(String reference) {
        return FILES.containsKey(reference);
    }

    /** {@code pack.yaml} and the rule files, by name. */
    static SortedMap<String, byte[]> files(String name) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put(PackManifestReader.FILE, bytes(name + "/" + PackManifestReader.FILE));
        FILES.getOrDefault(name, List.of()).forEach(file -> files.put(file, bytes(name + "/" + file)));
        return files;
    }

    /** Its tests by name within the pack, {@code tests/heat.yaml}. */
    public static SortedMap<String, String> tests(String name) {
        SortedMap<String, String> tests = new TreeMap<>();
        for (String file : TESTS.getOrDefault(name, List.of())) {
            tests.put("tests/" + file, new String(bytes(name + "/tests/" + file), StandardCharsets.UTF_8));
        }
        return tests;
    }

    /** The jar that the build of Gearshift made of it. */
    static byte[] jar(String name) {
        return bytes(name + ".jar");
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = BuiltIn.class.getResourceAsStream("/packs/" + resource)) {
            if (in == null) {
                throw new IllegalStateException("built-in " + resource + " is missing from this build");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
