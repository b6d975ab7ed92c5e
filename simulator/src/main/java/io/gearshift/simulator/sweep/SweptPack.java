package io.gearshift.simulator.sweep;

import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.vary.VariedPack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a variation as what a daemon reads: a pack that extends the one that was varied and holds the changed rules alone, and a
 * configuration with the settings of the loop.
 */
public final class SweptPack {

    private static final String PACK = "pack";
    private static final String CONFIGURATION = "gearshift.yaml";
    private static final String RULES = "swept.drl";

    private SweptPack() {}

    /**
     * @param folder new or empty
     * @return the pack to run: the written one, or the given one when only the loop was varied
     */
    public static String write(Path folder, VariedPack pack, Variation variation, String remark)
            throws IOException, PackException {
        VariedPack varied = variation.of(pack);
        Files.createDirectories(folder);
        boolean isOwn = variation.knobs().stream().anyMatch(Knob::isOfPack);
        Path own = folder.resolve(PACK);
        if (isOwn) {
            Files.createDirectories(own);
            Files.writeString(own.resolve("pack.yaml"), varied.manifest(parent(pack, own), remark));
            String rules = varied.changedRules();
            if (!rules.isEmpty()) {
                Files.writeString(own.resolve(RULES), "// " + remark + "\n\n" + rules);
            }
        }
        Files.writeString(
                folder.resolve(CONFIGURATION), configuration(variation, isOwn ? PACK : parent(pack, folder), remark));
        return isOwn ? own.toString() : reference(pack);
    }

    private static String reference(VariedPack pack) {
        Path given = pack.source().folder();
        return given == null ? pack.source().manifest().name() : given.toString();
    }

    private static String parent(VariedPack pack, Path from) throws IOException {
        Path given = pack.source().folder();
        return given == null
                ? pack.source().manifest().name()
                : from.toRealPath().relativize(given.toRealPath()).toString().replace('\\', '/');
    }

    private static String configuration(Variation variation, String pack, String remark) {
        Map<String, StringBuilder> sections = new TreeMap<>();
        variation.ofLoop().forEach((key, value) -> {
            int dot = key.indexOf('.');
            sections.computeIfAbsent(key.substring(0, dot), name -> new StringBuilder())
                    .append("  ")
                    .append(key.substring(dot + 1))
                    .append(": ")
                    .append(value)
                    .append('\n');
        });
        sections.put("policy", new StringBuilder("  pack: \"").append(pack).append("\"\n"));
        StringBuilder yaml = new StringBuilder("# " + remark + "\n");
        sections.forEach((name, body) -> yaml.append(name).append(":\n").append(body));
        return yaml.toString();
    }
}
