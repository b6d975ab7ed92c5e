package io.gearshift.registry.derive.prune;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.gearshift.registry.derive.calibrate.Steps;
import io.gearshift.registry.derive.calibrate.Tap;
import io.gearshift.registry.derive.graph.DeriveException;
import io.gearshift.registry.derive.graph.TensorData;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.samples.SampleSet;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** How the channels that consumers read go together on the samples, and which of them are missed least. */
public final class Moments {

    /** Second moments of more channels would not fit a small device's memory; their groups stay whole. */
    private static final int MOST_CHANNELS = 3072;

    private static final int MOST_ROWS = 16384;
    private static final int LEAST_ROWS = 4096;
    private static final int ROWS_A_CHANNEL = 6;

    /** Of wide layers, several channels go before the others are looked at again. */
    private static final int FULL_STEPS = 256;

    private static final double RIDGE = 1e-3;

    private final ChannelMap map;
    private final Map<Slot, Gram> grams = new LinkedHashMap<>();
    private final Map<String, Integer> seen = new HashMap<>();

    private Moments(ChannelMap map) {
        this.map = map;
    }

    /** Values that are read. */
    public static Set<String> values(ChannelMap map) {
        Set<String> values = new LinkedHashSet<>();
        map.consumers().forEach(consumer -> values.add(consumer.x().tensor()));
        return values;
    }

    /** @param tap of {@link #values} */
    public static Moments measure(ChannelMap map, Tap tap, SampleSet samples, Steps steps)
            throws OnnxException, DeriveException {
        Moments moments = new Moments(map);
        for (Consumer consumer : map.consumers()) {
            int size = map.channels().size(consumer.x());
            if (size <= MOST_CHANNELS) {
                moments.grams.computeIfAbsent(consumer.x(), x -> new Gram(size, 0));
            }
        }
        tap.run(samples, (tensor, shape, values) -> moments.add(tensor, shape, values, samples), steps);
        return moments;
    }

    private void add(String tensor, long[] shape, FloatBuffer values, SampleSet samples) throws DeriveException {
        int first = seen.merge(tensor, (int) shape[0], Integer::sum) - (int) shape[0];
        for (Map.Entry<Slot, Gram> entry : grams.entrySet()) {
            if (!entry.getKey().tensor().equals(tensor)) {
                continue;
            }
            Windows windows = Windows.places(shape, entry.getKey().axis());
            double[] row = new double[entry.getValue().size()];
            Places places = new Places(samples, Math.max(LEAST_ROWS, Math.min(MOST_ROWS, ROWS_A_CHANNEL * row.length)));
            for (int sample = 0; sample < shape[0]; sample++) {
                for (int place : places.of(first + sample, windows.places())) {
                    windows.read(values, sample, place, 0, row.length, row);
                    requireFinite(tensor, row);
                    entry.getValue().add(row, new double[0]);
                }
            }
        }
    }

    private static void requireFinite(String tensor, double[] row) throws DeriveException {
        for (double value : row) {
            if (!Double.isFinite(value)) {
                throw new DeriveException(
                        "tensor " + tensor + " is " + value + " on the calibration inputs (expected: numbers)",
                        "look for bad samples; gearshift models verify checks the model");
            }
        }
    }

    /** Whether enough is known of all that reads the group. */
    public boolean isKnown(ChannelGroup group) {
        List<Consumer> readers = map.consumers(group);
        return !readers.isEmpty() && readers.stream().allMatch(reader -> grams.containsKey(reader.x()));
    }

    /** As many channels of the group as may go, the one that is missed least first. */
    public List<Integer> order(ChannelGroup group) {
        List<View> views = map.consumers(group).stream()
                .flatMap(reader -> views(reader, group).stream())
                .toList();
        List<Integer> order = new ArrayList<>();
        List<Integer> left = new ArrayList<>(group.channels());
        int together = Math.max(1, group.size() / FULL_STEPS);
        while (order.size() < group.most()) {
            Map<Integer, Double> costs = new HashMap<>();
            left.forEach(set -> costs.put(
                    set, views.stream().mapToDouble(view -> view.cost(set)).sum()));
            // A stable sort: ties go to the first.
            List<Integer> chosen = left.stream()
                    .sorted(Comparator.comparing(set -> costs.getOrDefault(set, 0.0)))
                    .limit(Math.min(together, group.most() - order.size()))
                    .toList();
            views.forEach(view -> view.remove(chosen));
            left.removeAll(chosen);
            order.addAll(chosen);
        }
        return order;
    }

    private List<View> views(Consumer reader, ChannelGroup group) {
        List<View> views = new ArrayList<>();
        Set<Integer> sets = Set.copyOf(group.channels());
        WeightLayout layout = WeightLayout.of(reader, weights(reader));
        float[] values = TensorData.floats(weights(reader));
        Gram gram = gram(reader);
        for (int part = 0; part < reader.group(); part++) {
            int first = part * layout.ins();
            Map<Integer, List<Integer>> columns = new HashMap<>();
            for (int i = 0; i < layout.ins(); i++) {
                int set = map.channels().set(reader.x(), first + i);
                if (sets.contains(set)) {
                    columns.computeIfAbsent(set, s -> new ArrayList<>()).add(i);
                }
            }
            Map<Integer, int[]> arrays = new HashMap<>();
            columns.forEach((set, list) ->
                    arrays.put(set, list.stream().mapToInt(Integer::intValue).toArray()));
            int[] all = IntStream.range(first, first + layout.ins()).toArray();
            views.add(new View(gram.part(all, all), matrix(layout, values, part, reader.group()), arrays));
        }
        return views;
    }

    /** A row an input channel, a column an output channel and tap. */
    private static double[][] matrix(WeightLayout layout, float[] values, int part, int parts) {
        int outs = layout.outs() / parts;
        double[][] matrix = new double[layout.ins()][outs * layout.taps()];
        for (int in = 0; in < layout.ins(); in++) {
            for (int out = 0; out < outs; out++) {
                for (int tap = 0; tap < layout.taps(); tap++) {
                    matrix[in][out * layout.taps() + tap] = values[layout.at(part * outs + out, in, tap)];
                }
            }
        }
        return matrix;
    }

    private TensorProto weights(Consumer reader) {
        return map.graph().constant(reader.weights()).orElseThrow();
    }

    private Gram gram(Consumer reader) {
        Gram gram = grams.get(reader.x());
        if (gram == null) {
            throw new IllegalStateException(reader.x() + ": not measured");
        }
        return gram;
    }

    /** The consumer's weights, in which the channels that stay stand in for those that go as well as they can. */
    TensorProto standingIn(Consumer reader, Set<Integer> gone) {
        TensorProto tensor = weights(reader);
        WeightLayout layout = WeightLayout.of(reader, tensor);
        float[] values = TensorData.floats(tensor);
        Set<Integer> indices = Set.copyOf(map.indices(reader.x(), gone));
        int outs = layout.outs() / reader.group();
        for (int part = 0; part < reader.group(); part++) {
            int first = part * layout.ins();
            int[] removed = IntStream.range(first, first + layout.ins())
                    .filter(indices::contains)
                    .toArray();
            int[] kept = IntStream.range(first, first + layout.ins())
                    .filter(i -> !indices.contains(i))
                    .toArray();
            if (removed.length == 0 || kept.length == 0) {
                continue;
            }
            double[][] shares =
                    Gram.solve(gram(reader).part(kept, kept), gram(reader).part(kept, removed), RIDGE);
            double[][] before = matrix(layout, values, part, reader.group());
            for (int k = 0; k < kept.length; k++) {
                for (int out = 0; out < outs; out++) {
                    for (int tap = 0; tap < layout.taps(); tap++) {
                        double sum = 0;
                        for (int r = 0; r < removed.length; r++) {
                            sum += shares[k][r] * before[removed[r] - first][out * layout.taps() + tap];
                        }
                        values[layout.at(part * outs + out, kept[k] - first, tap)] += (float) sum;
                    }
                }
            }
        }
        return TensorData.floats(tensor.getName(), tensor.getDimsList(), values);
    }
}
