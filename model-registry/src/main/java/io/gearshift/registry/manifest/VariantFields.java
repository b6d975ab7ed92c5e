package io.gearshift.registry.manifest;

import io.gearshift.core.policy.Precision;
import io.gearshift.core.text.Nearest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The variants of a manifest. */
final class VariantFields {

    private static final List<String> KEYS = List.of(
            "name",
            "file",
            "sha256",
            "endpoint",
            "remoteModel",
            "split",
            "precision",
            "accuracy",
            "derivedFrom",
            "how");

    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    private final String model;
    private final Section root;
    private final VariantFile files;
    private final SplitFields splitFields;
    private final Map<String, Variant> local = new LinkedHashMap<>();

    VariantFields(Path folder, String model, Section root) {
        this.model = model;
        this.root = root;
        this.files = new VariantFile(folder);
        this.splitFields = new SplitFields(model, files);
    }

    /** The good ones. */
    List<Variant> read() {
        List<Section> sections = root.sections("variants", KEYS);
        List<Variant> variants = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Section section : sections) {
            String name = section.text("name", "the variant's name");
            if (!name.isEmpty()) {
                Names.problem(name).ifPresent(p -> section.problem("name", name + ": " + p, ""));
            }
            if (names.contains(name)) {
                section.problem("name", name + ": given twice (expected: once)", "");
            }
            names.add(name);
            if (section.has(SplitFields.KEY)) {
                Double accuracy = section.share("accuracy", true);
                splitFields.read(section, name, precision(section), accuracy == null ? 0 : accuracy);
                continue;
            }
            Variant variant = variant(section, name);
            variants.add(variant);
            if (variant.isLocal() && !variant.sha256().isEmpty()) {
                local.put(section.path(), variant);
            }
        }
        sections.forEach(section -> checkOrigin(section, names));
        if (!sections.isEmpty() && sections.stream().noneMatch(s -> s.has("file"))) {
            root.problem(
                    "variants",
                    "no variant has a file (expected: at least one)",
                    "a model needs a local variant to answer when its endpoint cannot");
        }
        return variants;
    }

    /** Good local variants by field. */
    Map<String, Variant> files() {
        return local;
    }

    /** In two files each; after {@link #read}. */
    SplitFields splits() {
        return splitFields;
    }

    private static Precision precision(Section section) {
        Precision precision = section.choice("precision", Precision.class, false);
        return precision == null ? Precision.FP32 : precision;
    }

    private Variant variant(Section section, String name) {
        Precision precision = precision(section);
        Double accuracy = section.share("accuracy", true);
        boolean isRemote = section.has("endpoint");
        String sha256 = isRemote ? "" : sha256(section);
        String endpoint = section.optionalText("endpoint");
        String remoteModel = section.optionalText("remoteModel");
        Path file = null;
        if (isRemote && section.has("file")) {
            section.problem("endpoint", "beside file (expected: one of the two)", "make it a variant of its own");
        } else if (!isRemote && !section.has("file")) {
            section.problem("file", "missing (expected: a file in the model's folder, or endpoint, or split)", "");
        } else if (!isRemote) {
            file = files.resolve(section, "file");
        }
        if (isRemote && section.has("sha256")) {
            section.problem("sha256", "beside endpoint (expected: only with file)", "remove it");
        }
        if (!isRemote && section.has("remoteModel")) {
            section.problem("remoteModel", "without endpoint (expected: only with endpoint)", "remove it");
        }
        return new Variant(
                name,
                precision,
                accuracy == null ? 0 : accuracy,
                file,
                sha256,
                endpoint,
                isRemote && remoteModel.isEmpty() ? model : remoteModel,
                section.optionalText("derivedFrom"),
                section.optionalText("how"));
    }

    private static String sha256(Section section) {
        return sha256(section, "file", section.text("sha256", "the file's SHA-256, 64 hex digits"), "sha256");
    }

    static String sha256(Section section, String fileKey, String text, String key) {
        if (text.isEmpty() || SHA256.matcher(text).matches()) {
            return text.toLowerCase(Locale.ROOT);
        }
        section.problem(
                key,
                text + " (expected: 64 hex digits)",
                "sha256sum " + (section.has(fileKey) ? section.optionalText(fileKey) : "FILE") + " prints it");
        return "";
    }

    private static void checkOrigin(Section section, List<String> names) {
        String origin = section.optionalText("derivedFrom");
        if (!origin.isEmpty() && !names.contains(origin)) {
            section.problem("derivedFrom", origin + ": no such variant", Nearest.hintOrList(origin, names));
        } else if (!origin.isEmpty() && origin.equals(section.optionalText("name"))) {
            section.problem("derivedFrom", origin + ": the variant itself (expected: another one)", "");
        }
    }
}
