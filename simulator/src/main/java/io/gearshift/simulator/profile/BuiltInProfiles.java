package io.gearshift.simulator.profile;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tables that may be passed on, byte for byte as published; licence and origin lie beside each. */
public final class BuiltInProfiles {

    private static final Map<String, List<String>> FILES = new TreeMap<>(Map.of(
            "snapdragon-mobilenet-v2",
                    List.of("mobilenet_v2__perf.yaml", "mobilenet_v2__numerics.yaml", "mobilenet_v2__info.yaml"),
            "pixel-efficientnet-lite", List.of("efficientnet-lite.md"),
            "orin-nano-yolov8n", List.of("yolov8_20260414_223810.json")));

    private BuiltInProfiles() {}

    public static List<String> names() {
        return List.copyOf(FILES.keySet());
    }

    /** @throws ProfileException when there is none of that name */
    public static ProfileSet read(String name) throws IOException, ProfileException {
        List<String> files = FILES.get(name);
        if (files == null) {
            throw new ProfileException(
                    name + ": neither a file, nor a folder, nor a profile that comes with Gearshift",
                    "those that do: " + String.join(", ", names()));
        }
        List<ProfileFile> texts = new ArrayList<>();
        for (String file : files) {
            try (InputStream in = BuiltInProfiles.class.getResourceAsStream("builtin/" + name + "/" + file)) {
                if (in == null) {
                    throw new IllegalStateException("no resource builtin/" + name + "/" + file);
                }
                texts.add(ProfileFile.of(name + "/" + file, in.readAllBytes()));
            }
        }
        return new ProfileImporters().read(name, texts);
    }
}
