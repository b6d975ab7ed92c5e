package io.gearshift.daemon.cli;

import io.gearshift.registry.derive.split.Joined;
import io.gearshift.registry.gear.CanaryCheck;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.ManifestReader;
import io.gearshift.registry.manifest.Problem;
import io.gearshift.registry.manifest.SplitVariant;
import io.gearshift.registry.manifest.Variant;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.OnnxSession;
import io.gearshift.registry.onnx.OrtRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lets each variant with files answer the daemon's test inputs, on the CPU, one after the other. */
final class VariantTrials {

    private final OrtRuntime runtime;

    VariantTrials(OrtRuntime runtime) {
        this.runtime = runtime;
    }

    static String file(Manifest manifest) {
        return manifest.folder().resolve(ManifestReader.FILE_NAME).toString();
    }

    static String field(String variant) {
        return "variant " + variant;
    }

    /** Variants that the daemon would not serve, and why. */
    List<Problem> problems(Manifest manifest) {
        List<Problem> problems = new ArrayList<>();
        CanaryCheck check = new CanaryCheck(manifest);
        Variant reference = manifest.reference();
        trial(reference, check, true).ifPresent(why -> problems.add(problem(manifest, reference.name(), why)));
        for (Variant variant : manifest.variants()) {
            if (variant.isLocal() && !variant.equals(reference)) {
                trial(variant, check, false).ifPresent(why -> problems.add(problem(manifest, variant.name(), why)));
            }
        }
        for (SplitVariant split : manifest.splits()) {
            trial(split, check).ifPresent(why -> problems.add(problem(manifest, split.name(), why)));
        }
        return problems;
    }

    private static Problem problem(Manifest manifest, String variant, String why) {
        return new Problem(
                file(manifest),
                0,
                0,
                field(variant),
                why,
                "the daemon would not serve it; make it anew, or see tolerance in docs/models.md");
    }

    private Optional<String> trial(Variant variant, CanaryCheck check, boolean isReference) {
        try (OnnxSession session = load(variant.requireFile())) {
            CanaryCheck.Candidate candidate = inputs -> session.run(inputs, List.of());
            return isReference ? check.learn(candidate) : check.problem(candidate);
        } catch (OnnxException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> trial(SplitVariant split, CanaryCheck check) {
        try (OnnxSession head = load(split.head());
                OnnxSession tail = load(split.tail())) {
            return check.problem(new Joined(head, tail)::run);
        } catch (OnnxException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (IllegalStateException e) {
            return Optional.of("head and tail do not fit: " + e.getMessage());
        }
    }

    private OnnxSession load(Path file) throws OnnxException {
        return runtime.load(file, "", "cpu", 1);
    }
}
