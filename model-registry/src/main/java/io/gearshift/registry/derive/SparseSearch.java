package io.gearshift.registry.derive;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.gearshift.registry.derive.graph.DeriveException;
import io.gearshift.registry.derive.prune.Pattern;
import io.gearshift.registry.derive.prune.Sparsifier;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.samples.SampleSet;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Sets weights to 0 where a model answers best without them: for size only. */
final class SparseSearch {

    /** More make the work slower, hardly better. */
    private static final int MOST_SAMPLES = 256;

    private final Workshop workshop;
    private final ModelProto model;
    private final SampleSet samples;
    private final Watch watch;

    SparseSearch(Workshop workshop, ModelProto model, SampleSet samples, Watch watch) {
        this.workshop = workshop;
        this.model = model;
        this.samples = samples.thinned(MOST_SAMPLES);
        this.watch = watch;
    }

    Recipe find(Pruning pruning) throws IOException, OnnxException, DeriveException {
        watch.stage("setting weights to 0");
        Sparsifier.Result sparse = new Sparsifier(
                        workshop.runtime(), workshop.folder(), samples, workshop.shapes(model, samples))
                .apply(model, pruning.ratio(), pruning.pattern(), watch);
        String how = String.format(
                Locale.ROOT,
                "sparse for size only (%s): %.1f %% of the weights of convolutions and products are 0, in %d operators,"
                        + " the others make good for them on %d samples; same speed",
                pruning.pattern() == Pattern.TWO_OF_FOUR ? "2:4" : "unstructured",
                100 * sparse.removed(),
                sparse.operators(),
                samples.count());
        return new Recipe(sparse.model(), how, List.of(), sparse.dense());
    }
}
