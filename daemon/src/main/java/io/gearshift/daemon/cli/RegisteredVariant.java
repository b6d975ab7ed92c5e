package io.gearshift.daemon.cli;

import io.gearshift.core.text.Nearest;
import io.gearshift.daemon.config.Config;
import io.gearshift.registry.catalog.Catalog;
import io.gearshift.registry.catalog.Scan;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.Variant;
import io.gearshift.registry.onnx.OrtRuntime;
import java.util.List;

/** {@code MODEL/VARIANT} of a command line: a variant of the registry that has a file. */
record RegisteredVariant(Manifest manifest, Variant variant) {

    /** @throws CliException when it is not in the form, not there, or has no file */
    static RegisteredVariant find(Config config, OrtRuntime runtime, String text) {
        int slash = text.indexOf('/');
        if (slash <= 0 || slash == text.length() - 1) {
            throw CliException.wrongUse(text + " (expected: MODEL/VARIANT)", "for example fashion/full");
        }
        Manifest manifest = manifest(config, runtime, text.substring(0, slash));
        return new RegisteredVariant(manifest, local(manifest, text.substring(slash + 1)));
    }

    /** @throws CliException when there is none, or it cannot be used */
    static Manifest manifest(Config config, OrtRuntime runtime, String model) {
        Scan scan = new Catalog(config.models().dir(), runtime).scan();
        Manifest manifest = scan.models().get(model);
        if (manifest == null) {
            String folder =
                    config.models().dir().resolve(model).toAbsolutePath().normalize() + "/";
            String problem = scan.problems().stream()
                    .filter(p -> p.file().startsWith(folder))
                    .map(p -> ": " + p)
                    .findFirst()
                    .orElse("");
            throw CliException.wrongUse(
                    "no usable model " + model + " in " + config.models().dir() + problem,
                    Nearest.hint(model, scan.models().keySet()) + " (gearshift models verify says what is wrong)");
        }
        return manifest;
    }

    /** @throws CliException when there is none of this name, or it has no file of its own */
    static Variant local(Manifest manifest, String wanted) {
        List<String> known = manifest.names();
        if (!known.contains(wanted)) {
            throw CliException.wrongUse(
                    "no variant " + wanted + " of " + manifest.name(), Nearest.hintOrList(wanted, known));
        }
        Variant variant = manifest.variant(wanted)
                .orElseThrow(() -> CliException.wrongUse(
                        manifest.name() + "/" + wanted + " is split (expected: a variant in one file)", ""));
        if (!variant.isLocal()) {
            throw CliException.wrongUse(
                    manifest.name() + "/" + wanted + " is served by " + variant.endpoint()
                            + " (expected: a variant with a file)",
                    "");
        }
        return variant;
    }

    /** @throws CliException when the model has a variant of this name */
    void requireFree(String name) {
        if (manifest.names().contains(name)) {
            throw CliException.wrongUse(
                    manifest.name() + " has a variant " + name + " already", "name it otherwise: --as NAME");
        }
    }
}
