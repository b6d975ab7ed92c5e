package io.gearshift.registry.manifest;

import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.TensorSpec;
import io.gearshift.core.text.Nearest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields of a manifest outside its variants. */
final class ModelFields {

    static final List<String> KEYS = List.of(
            "task",
            "description",
            "priority",
            "latencyObjectiveMs",
            "minAccuracy",
            "inputs",
            "outputs",
            "accuracy",
            "tolerance",
            "sampleShapes",
            "variants");

    private static final List<String> TENSOR_KEYS = List.of("name", "type", "shape");
    private static final List<String> INPUT_KEYS =
            Stream.concat(TENSOR_KEYS.stream(), SourceFields.KEYS.stream()).toList();
    private static final List<String> ACCURACY_KEYS = List.of("metric", "dataset", "n");
    private static final List<String> TOLERANCE_KEYS = List.of("metric", "value");

    private static final int DEFAULT_PRIORITY = 50;
    private static final String SHAPE = "a list of whole numbers, -1 for a free dimension";

    private final Path folder;
    private final Section root;
    private final Places places;
    private final Map<String, TensorSpec> tensors = new LinkedHashMap<>();
    private final Map<String, Source> sources = new HashMap<>();

    ModelFields(Path folder, Section root, Places places) {
        this.folder = folder;
        this.root = root;
        this.places = places;
    }

    Draft draft() {
        String name = String.valueOf(folder.getFileName());
        Names.problem(name).ifPresent(p -> places.add("", "folder name " + name + ": " + p, "rename the folder"));
        String task = root.text("task", "what the model does, such as image-classification");
        String description = root.optionalText("description");
        int priority = (int) root.whole("priority", DEFAULT_PRIORITY, 0, 100);
        Double latency =
                root.optionalNumber("latencyObjectiveMs", Double.MIN_VALUE, 3_600_000, "milliseconds, more than 0");
        Double minAccuracy = root.share("minAccuracy", false);
        List<TensorSpec> inputs = tensors("inputs", INPUT_KEYS);
        List<TensorSpec> outputs = tensors("outputs", TENSOR_KEYS);
        Accuracy accuracy = accuracy();
        Tolerance tolerance = tolerance();
        Map<String, List<Long>> shapes = sampleShapes(inputs);
        VariantFields variantFields = new VariantFields(folder, name, root);
        List<Variant> variants = variantFields.read();
        checkMinAccuracy(minAccuracy, variants);

        Manifest manifest = null;
        if (places.problems().isEmpty()) {
            manifest = new Manifest(
                    name,
                    folder,
                    task,
                    description,
                    priority,
                    latency,
                    minAccuracy,
                    inputs,
                    sources,
                    outputs,
                    accuracy,
                    tolerance,
                    shapes,
                    variants,
                    variantFields.splits().splits());
        }
        return new Draft(
                manifest, tensors, variantFields.files(), variantFields.splits().parts(), places);
    }

    private List<TensorSpec> tensors(String key, List<String> keys) {
        List<TensorSpec> specs = new ArrayList<>();
        for (Section section : root.sections(key, TENSOR_KEYS, keys)) {
            String name = section.text("name", "the tensor's name in the model file");
            DataType type = section.choice("type", DataType.class, false);
            List<Long> shape = section.wholes("shape", -1, SHAPE);
            if (specs.stream().anyMatch(s -> s.name().equals(name))) {
                section.problem("name", name + ": given twice (expected: once)", "");
            } else if (!name.isEmpty() && type != null && shape != null) {
                TensorSpec spec = new TensorSpec(name, type, shape);
                specs.add(spec);
                tensors.put(section.path(), spec);
                Source source = keys == INPUT_KEYS ? new SourceFields(folder, section, spec).read() : null;
                if (source != null) {
                    sources.put(name, source);
                }
            }
        }
        return specs;
    }

    private Accuracy accuracy() {
        Optional<Section> section = root.section("accuracy", ACCURACY_KEYS, true);
        if (section.isEmpty()) {
            return new Accuracy("", "", 1);
        }
        Section accuracy = section.get();
        String metric = accuracy.text("metric", "what was measured, such as top-1");
        String dataset = accuracy.text("dataset", "what it was measured on");
        if (!accuracy.has("n")) {
            accuracy.problem("n", "missing (expected: the number of examples)", "");
        }
        return new Accuracy(metric, dataset, (int) accuracy.whole("n", 1, 1, Integer.MAX_VALUE));
    }

    private Tolerance tolerance() {
        Optional<Section> section = root.section("tolerance", TOLERANCE_KEYS, false);
        if (section.isEmpty()) {
            return Tolerance.DEFAULT;
        }
        Tolerance.Metric metric = section.get().choice("metric", Tolerance.Metric.class, true);
        if (metric == null) {
            return Tolerance.DEFAULT;
        }
        Double value = switch (metric) {
            case COSINE -> section.get().number("value", -1, 1, "a cosine, -1..1");
            case MAX_ABS -> section.get().number("value", 0, Double.MAX_VALUE, "a difference, 0 or more");
            case TOP1 -> section.get().share("value", true);
        };
        return value == null ? Tolerance.DEFAULT : new Tolerance(metric, value);
    }

    /** Completed by 1 for each free dimension that the manifest says nothing of. */
    private Map<String, List<Long>> sampleShapes(List<TensorSpec> inputs) {
        Map<String, List<Long>> shapes = new HashMap<>();
        inputs.forEach(input -> shapes.put(
                input.name(), input.shape().stream().map(d -> d < 0 ? 1L : d).toList()));
        List<String> names = inputs.stream().map(TensorSpec::name).toList();
        root.section("sampleShapes", List.of(), false).ifPresent(section -> {
            for (String name : section.keys()) {
                List<Long> shape = section.wholes(name, 1, "a list of whole numbers, 1 or more");
                TensorSpec input = find(inputs, name);
                if (input == null) {
                    section.problem(name, "no such input", Nearest.hintOrList(name, names));
                } else if (shape != null && !fits(shape, input)) {
                    section.problem(name, shape + " (expected: a shape that fits " + input.shape() + ")", "");
                } else if (shape != null) {
                    shapes.put(name, shape);
                }
            }
        });
        return shapes;
    }

    private static @Nullable TensorSpec find(List<TensorSpec> inputs, String name) {
        return inputs.stream().filter(i -> i.name().equals(name)).findFirst().orElse(null);
    }

    private static boolean fits(List<Long> shape, TensorSpec input) {
        boolean fits = shape.size() == input.shape().size();
        for (int i = 0; fits && i < shape.size(); i++) {
            fits = input.shape().get(i) < 0 || input.shape().get(i).equals(shape.get(i));
        }
        return fits;
    }

    private void checkMinAccuracy(@Nullable Double minAccuracy, List<Variant> variants) {
        double best = variants.stream().mapToDouble(Variant::accuracy).max().orElse(1);
        boolean isKnown = variants.stream().allMatch(v -> v.accuracy() > 0);
        if (isKnown && minAccuracy != null && minAccuracy > best) {
            root.problem("minAccuracy", minAccuracy + " (expected: at most " + best + ", the best variant's)", "");
        }
    }
}
