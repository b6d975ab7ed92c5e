package io.gearshift.registry.derive;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.gearshift.registry.derive.graph.DeriveException;
import io.gearshift.registry.derive.graph.Graph;
import io.gearshift.registry.derive.graph.OnnxFile;
import io.gearshift.registry.derive.split.CutCost;
import io.gearshift.registry.derive.split.Cuts;
import io.gearshift.registry.derive.split.Link;
import io.gearshift.registry.derive.split.Parts;
import io.gearshift.registry.derive.split.WireValue;
import io.gearshift.registry.manifest.ManifestEdit;
import io.gearshift.registry.manifest.SplitVariant;
import io.gearshift.registry.onnx.Digests;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.OnnxSession;
import io.gearshift.registry.onnx.OrtRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Cuts a variant in two, checks the cuts and registers them, all in one step. What fails or is ended leaves no trace. */
public final class Splitter {

    private final OrtRuntime runtime;

    public Splitter(OrtRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * Takes seconds to minutes on the calling thread.
     *
     * @throws DeriveException when no cut answers as the whole
     * @throws IOException when inputs cannot be read, or the result cannot be written
     * @throws OnnxException when the runtime refuses the parent
     */
    public SplitResult split(SplitRequest request, Watch watch) throws IOException, OnnxException, DeriveException {
        Path folder = Files.createTempDirectory("gearshift-split");
        Path file = request.parent().requireFile();
        try (OnnxSession parent = Workshop.load(runtime, file)) {
            Inputs inputs = Inputs.of(request.manifest(), parent.inputs(), request.inputs(), null, null);
            watch.stage("simplifying");
            OnnxFile.read(file);
            watch.require();
            Path simple = folder.resolve("simplified.onnx");
            runtime.simplify(file, simple);
            ModelProto model = OnnxFile.read(simple);
            Workshop workshop = new Workshop(runtime, parent, folder);
            SplitSearch.Found found =
                    new SplitSearch(workshop, model, inputs.test(), request.cloudSpeedup(), watch).find();
            watch.stage("registering");
            watch.require();
            Map<CutCost, SplitVariant> registered = register(request, model, found, inputs, folder);
            return new SplitResult(
                    operators(model, found),
                    found.looked(),
                    found.different(),
                    parent.inputs().stream()
                            .mapToLong(input -> bytes(found.sizes().get(input.name())))
                            .sum(),
                    found.wholeMs(),
                    inputs.test().count(),
                    inputs.areReal(),
                    found.front().stream()
                            .map(cost -> new SplitResult.Point(cost, registered.get(cost)))
                            .toList());
        } finally {
            Workshop.delete(folder);
        }
    }

    private static long bytes(@Nullable WireValue value) {
        return value == null ? 0 : value.bytes();
    }

    private static int operators(ModelProto model, SplitSearch.Found found) {
        return Cuts.operators(Graph.of(model), found.sizes());
    }

    private static Map<CutCost, SplitVariant> register(
            SplitRequest request, ModelProto model, SplitSearch.Found found, Inputs inputs, Path folder)
            throws IOException, DeriveException {
        Map<CutCost, SplitVariant> variants = new LinkedHashMap<>();
        Map<String, Path> files = new LinkedHashMap<>();
        for (CutCost cost : chosen(request, found.front())) {
            String name = request.name() + "-" + (variants.size() + 1);
            Parts parts = cost.parts(model, found.sizes());
            Path head = folder.resolve(name + ".head.onnx");
            Path tail = folder.resolve(name + ".tail.onnx");
            OnnxFile.write(parts.head(), head);
            OnnxFile.write(parts.tail(), tail);
            files.put(head.getFileName().toString(), head);
            files.put(tail.getFileName().toString(), tail);
            variants.put(
                    cost,
                    new SplitVariant(
                            name,
                            request.parent().precision(),
                            request.parent().accuracy(),
                            head,
                            Digests.sha256(head),
                            tail,
                            Digests.sha256(tail),
                            cost.cut().wireBytes(),
                            request.endpoint(),
                            "",
                            request.parent().name(),
                            how(request, cost, operators(model, found), inputs)));
        }
        List<SplitVariant> all = List.copyOf(variants.values());
        List<SplitVariant> read = Registration.register(request.manifest().folder(), files, text -> edited(text, all))
                .splits();
        variants.replaceAll((cost, variant) -> read.stream()
                .filter(split -> split.name().equals(variant.name()))
                .findFirst()
                .orElse(variant));
        return variants;
    }

    private static String edited(String text, List<SplitVariant> variants) {
        String edited = text;
        for (SplitVariant variant : variants) {
            edited = ManifestEdit.withSplit(edited, variant);
        }
        return edited;
    }

    /** Those that are fastest over one of the links, then second fastest, and so on; by the size of the head. */
    private static List<CutCost> chosen(SplitRequest request, List<CutCost> front) {
        Set<CutCost> chosen = new LinkedHashSet<>();
        for (int rank = 0; rank < front.size(); rank++) {
            for (Link link : request.links()) {
                List<CutCost> fastest = new ArrayList<>(front);
                fastest.sort(Comparator.comparingDouble(cost -> cost.totalMs(link)));
                if (chosen.size() < request.mostCuts()) {
                    chosen.add(fastest.get(rank));
                }
            }
        }
        return front.stream().filter(chosen::contains).toList();
    }

    private static String how(SplitRequest request, CutCost cost, int operators, Inputs inputs) {
        return String.format(
                Locale.ROOT,
                "%s: split behind %s, %d of %d operators here; %d bytes to the other machine and %d back for one sample;"
                        + " %.3g ms here, %.3g ms there%s, one thread; bit for bit as %s on %d %s inputs",
                request.tool(),
                String.join(" ", cost.cut().wire()),
                cost.cut().size(),
                operators,
                cost.cut().wireBytes(),
                cost.answerBytes(),
                cost.deviceMs(),
                cost.cloudMs(),
                request.cloudSpeedup() == 1
                        ? " (measured here)"
                        : " (measured here, divided by " + request.cloudSpeedup() + ")",
                request.parent().name(),
                inputs.test().count(),
                inputs.areReal() ? "real" : "generated");
    }
}
