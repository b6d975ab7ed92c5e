package io.gearshift.registry.derive;

import io.gearshift.core.policy.Precision;
import io.gearshift.registry.derive.check.Agreement;
import io.gearshift.registry.derive.check.Cost;
import io.gearshift.registry.derive.check.Packed;
import io.gearshift.registry.derive.check.Speed;
import io.gearshift.registry.derive.graph.DeriveException;
import io.gearshift.registry.derive.prune.Pattern;
import io.gearshift.registry.gear.CanaryCheck;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.Variant;
import io.gearshift.registry.onnx.Digests;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.OnnxSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares what was made with its parent, and registers it when it is good enough. */
record Judgement(Request request, Workshop workshop, Inputs inputs, double wattsPerCore) {

    /** @param file of the recipe's model */
    Derived judge(Recipe recipe, Path file, Watch watch) throws IOException, OnnxException, DeriveException {
        try (OnnxSession derived = Workshop.load(workshop.runtime(), file)) {
            watch.stage("comparing with the parent");
            Agreement agreement = Agreement.measure(workshop.parent(), derived, inputs.test(), inputs.labels(), watch);
            refuseWorse(agreement);
            refuseUnservable(derived);
            watch.stage("timing");
            int batch = inputs.test().batchOf(1);
            Speed speed =
                    Speed.measure(workshop.parent(), derived, inputs.test().batch(0, batch), watch);
            Cost parentCost = cost(request.parent(), watch);
            Cost cost = cost(variant(file, 0, ""), watch);
            Packed packed = isSparse() ? Packed.measure(request.parent().requireFile(), file) : null;
            Figures figures = new Figures(agreement, speed, parentCost, cost, packed, inputs.areReal());
            watch.stage("registering");
            watch.require();
            long parentBytes = request.parent().bytes();
            double accuracy = Accuracies.estimate(request.parent().accuracy(), agreement);
            String how = figures.how(request, recipe, (double) parentBytes / Files.size(file));
            Variant registered = Registration.register(request.manifest().folder(), variant(file, accuracy, how), file);
            return new Derived(registered, recipe.how(), parentBytes, recipe.left(), recipe.whole(), figures);
        }
    }

    private boolean isSparse() {
        Pruning pruning = request.pruning();
        return pruning != null && pruning.pattern() != Pattern.CHANNELS;
    }

    private Variant variant(Path file, double accuracy, String how) throws IOException {
        return new Variant(
                request.name(),
                precision(),
                accuracy,
                file,
                Digests.sha256(file),
                "",
                "",
                request.parent().name(),
                how);
    }

    private @Nullable Cost cost(Variant variant, Watch watch) throws DeriveException {
        Cost cost = Cost.measure(workshop.runtime(), wattsPerCore, request.manifest(), variant, () -> isOver(watch));
        watch.require();
        return cost;
    }

    private static boolean isOver(Watch watch) {
        try {
            watch.require();
            return false;
        } catch (DeriveException e) {
            return true;
        }
    }

    private Precision precision() {
        if (request.method() == null) {
            return request.parent().precision();
        }
        return request.method() == Request.Method.FP16 ? Precision.FP16 : Precision.INT8;
    }

    private void refuseWorse(Agreement agreement) throws DeriveException {
        Double most = request.mostLossPoints();
        if (most != null && agreement.lossPoints() > most) {
            throw new DeriveException(
                    String.format(
                            Locale.ROOT,
                            "refused: %s loses %.2f accuracy points%s (expected: at most %s)",
                            request.name(),
                            agreement.lossPoints(),
                            agreement.accuracy() == null ? ", counting each changed answer" : "",
                            most),
                    agreement.accuracy() == null
                            ? "with --labels only answers that become wrong count"
                            : "nothing was written; more calibration inputs may help");
        }
    }

    private void refuseUnservable(OnnxSession derived) throws OnnxException, DeriveException {
        Manifest manifest = request.manifest();
        boolean isReference = manifest.reference().equals(request.parent());
        OnnxSession reference = isReference
                ? workshop.parent()
                : Workshop.load(workshop.runtime(), manifest.reference().requireFile());
        try {
            Optional<String> problem = CanaryCheck.problem(manifest, reference, derived);
            if (problem.isPresent()) {
                throw new DeriveException(
                        "refused: the daemon would not serve it: " + problem.get(),
                        "tolerance in model.yaml says how far a variant may differ on sample inputs");
            }
        } finally {
            if (!isReference) {
                reference.close();
            }
        }
    }
}
