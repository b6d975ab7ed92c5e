package io.gearshift.policies.scaffold;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the files of a new pack: what names it, one rule, one file of tests, and what to do with them. */
public final class NewPack {

    /** What a pack may be called. */
    public static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    /** What a pack of its own begins with, and one that adapts another, whose tests the sample must leave true. */
    private static final List<String> ALONE = List.of("pack.yaml", "battery.drl", "tests/battery.yaml", "README.md");

    private static final List<String> ADAPTED = List.of("pack.yaml", "camera.drl", "tests/camera.yaml", "README.md");

    private NewPack() {}

    /**
     * @param parent the pack it adapts, as {@code pack.yaml} names it; null for none
     * @return the files written
     * @throws FileAlreadyExistsException when the folder holds anything but hidden files; nothing is written then
     * @throws IOException when it cannot be written
     */
    public static List<Path> write(Path folder, String name, @Nullable String parent) throws IOException {
        Optional<Path> there = content(folder);
        if (there.isPresent()) {
            throw new FileAlreadyExistsException(there.get().toString());
        }
        Map<Path, String> texts = new LinkedHashMap<>();
        for (String file : parent == null ? ALONE : ADAPTED) {
            texts.put(folder.resolve(file), text(file, name, parent));
        }
        for (Map.Entry<Path, String> entry : texts.entrySet()) {
            Path parentFolder = entry.getKey().getParent();
            if (parentFolder != null) {
                Files.createDirectories(parentFolder);
            }
            Files.writeString(entry.getKey(), entry.getValue(), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        }
        return List.copyOf(texts.keySet());
    }

    /** The first file that is there; what else lies in a pack's folder could become part of the pack. */
    private static Optional<Path> content(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Files.exists(folder, LinkOption.NOFOLLOW_LINKS) ? Optional.of(folder) : Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
                    .sorted()
                    .findFirst();
        }
    }

    private static String text(String file, String name, @Nullable String parent) {
        return switch (file) {
            case "pack.yaml" -> manifest(name, parent);
            case "battery.drl" -> RULE;
            case "tests/battery.yaml" -> TESTS;
            case "camera.drl" -> CAMERA_RULE;
            case "tests/camera.yaml" -> CAMERA_TESTS;
            default -> readme(name);
        };
    }

    private static String manifest(String name, @Nullable String parent) {
        String head = "name: " + name + "\nversion: \"0.1\"\ndescription: "
                + (parent == null ? "Saves the battery below 30 %." : "Answers fast while the camera is open.") + "\n";
        return parent == null
                ? head
                        + "# What to favour where no rule says otherwise: energy, latency, accuracy or balanced.\n"
                        + "objective: accuracy\n"
                        + "# Given up in this order when no gear holds every constraint.\n"
                        + "relaxation: [power, latency, accuracy, memory]\n"
                : head
                        + "# Its rules, objective and relaxation order hold here too. A rule of the same name replaces one of them.\n"
                        + "extends: \"" + parent.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n"
                        + "# Rules of the parent that shall not hold:\n"
                        + "# disable: [\"name of a rule\"]\n";
    }

    private static final String RULE = """
            // A rule: when a situation matches, then say what follows. docs/vocabulary.md lists all that a rule can name.

            rule "Battery under 30 %: no full precision"
            when
              // Facts of the device; a comma means "and". A missing value matches no comparison.
              Device( batteryRatio < 0.3, !isCharging )
              // Every gear that fits is tried; $c is the one that matched.
              $c : Candidate( precision == FP32, isLocal, !isLightest )
            then
              // The text is shown to whoever asks why.
              policy.forbid($c, "the battery is under 30 % and this gear computes in full precision");
            end
            """;

    private static final String TESTS = """
            # gearshift policy test runs these. What is not given is a calm device and a model with the gears full, int8 and cloud.
            tests:
              - name: full precision needs battery
                table:
                  - [batteryRatio, isCharging, expect]
                  - [0.8, false, full]
                  - [0.3, false, full]
                  - [0.29, false, int8]

              - name: the reason is told
                given: {batteryRatio: 0.25}
                expect:
                  gear: int8
                  action: shift
                  reason: "Battery under 30 %: no full precision"

              - name: the battery runs down
                series: {batteryRatio: 0.35-0.01x20}   # 20 readings, a second apart: 0.35, 0.34, ...
                expect:
                  - {at: 5s, gear: full}               # 0.30
                  - {from: 7s, to: 19s, gear: int8}
                  - {swaps: 1}
            """;

    private static final String CAMERA_RULE = """
            // A rule: when a situation matches, then say what follows. docs/vocabulary.md lists all that a rule can name.
            // A rule named like one of the pack that this one extends replaces it; any other is added.

            rule "Camera: answer fast"
            when
              // Apps name their scene with PUT /v1/scene; a comma means "and".
              Scene( name == "camera", attention == INTERACTIVE )
            then
              // The text is shown to whoever asks why.
              policy.objective(LATENCY, "the camera is open and a person looks at it");
            end
            """;

    private static final String CAMERA_TESTS = """
            # gearshift policy test runs these. What is not given is a calm device and a model with the gears full, int8 and cloud.
            # With --inherited also the tests of the pack that this one extends; a test of the same name replaces one of them.
            tests:
              - name: the camera is open
                table:
                  - [scene, attention, objective, expect]
                  - [{name: camera}, INTERACTIVE, latency, int8]

              - name: nobody looks
                given: {scene: {name: camera}, attention: BACKGROUND}
                expect: {notFired: "Camera: answer fast"}

              - name: the camera is opened
                given: {isCharging: true}
                for: 20s                               # a tick is a second
                scenes: [{at: 10s, name: camera}]
                expect:
                  - {at: 9s, notFired: "Camera: answer fast"}
                  - {from: 10s, to: 20s, fired: "Camera: answer fast", objective: latency}
                  - {swaps: {atMost: 1}}
            """;

    private static String readme(String name) {
        return "Policy pack " + name
                + ": `gearshift policy check .` finds mistakes, `gearshift policy test .` runs `tests/`;"
                + " `policy.pack` in `gearshift.yaml` names this folder.\n";
    }
}
