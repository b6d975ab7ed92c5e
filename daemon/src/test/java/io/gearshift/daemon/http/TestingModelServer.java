package io.gearshift.daemon.http;

import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.InferenceException;
import io.gearshift.core.serve.InferenceException.Kind;
import io.gearshift.core.serve.InferenceRequest;
import io.gearshift.core.serve.InferenceResult;
import io.gearshift.core.serve.ModelServer;
import io.gearshift.core.serve.Tensor;
import io.gearshift.core.serve.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Really computes: {@code add} sums two FP32 matrices, {@code echo-TYPE} gives its input back, {@code broken} throws, {@code gated}
 * waits for {@link #gate}, {@code cold} is never ready.
 */
final class TestingModelServer implements ModelServer {

    final CountDownLatch gate = new CountDownLatch(1);
    final CountDownLatch entered = new CountDownLatch(1);
    final AtomicInteger openResults = new AtomicInteger();
    final AtomicInteger answered = new AtomicInteger();
    private final Map<String, Signature> signatures = new TreeMap<>();

    TestingModelServer() {
        TensorSpec a = new TensorSpec("a", DataType.FP32, List.of(-1L, 3L));
        TensorSpec b = new TensorSpec("b", DataType.FP32, List.of(-1L, 3L));
        TensorSpec sum = new TensorSpec("sum", DataType.FP32, List.of(-1L, 3L));
        for (String name : List.of("add", "broken", "gated", "cold")) {
            signatures.put(name, new Signature(name, List.of("full"), List.of(a, b), List.of(sum)));
        }
        for (DataType type : DataType.values()) {
            TensorSpec x = new TensorSpec("x", type, List.of(-1L));
            String name = "echo-" + type.name().toLowerCase(Locale.ROOT);
            signatures.put(name, new Signature(name, List.of("full", "small"), List.of(x), List.of(x)));
        }
    }

    @Override
    public CompletionStage<InferenceResult> infer(InferenceRequest request) {
        try {
            return CompletableFuture.completedFuture(answer(request));
        } catch (InferenceException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private InferenceResult answer(InferenceRequest request) {
        Signature signature = signatures.get(request.model());
        check(signature, request.inputs());
        switch (request.model()) {
            case "broken" -> throw new IllegalStateException("kernel on fire");
            case "cold" -> throw new InferenceException(Kind.NOT_READY, "cold: no gear is ready yet");
            case "gated" -> await();
            default -> {}
        }
        Tensor output = request.inputs().size() == 1
                ? request.inputs().get(0)
                : add(request.inputs().get(0), request.inputs().get(1));
        openResults.incrementAndGet();
        answered.incrementAndGet();
        return new InferenceResult(
                request.model(),
                List.of(output),
                "full@cpu:1",
                "full",
                "cpu",
                "run-1",
                0.1,
                false,
                openResults::decrementAndGet);
    }

    private void await() {
        entered.countDown();
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void check(Signature signature, List<Tensor> inputs) {
        for (TensorSpec spec : signature.inputs()) {
            Tensor tensor = inputs.stream()
                    .filter(input -> input.name().equals(spec.name()))
                    .findFirst()
                    .orElseThrow(() -> invalid("input '" + spec.name() + "': missing"));
            if (tensor.type() != spec.type()) {
                throw invalid("input '" + spec.name() + "': " + tensor.type() + " (expected: " + spec.type() + ")");
            }
            boolean isFit = tensor.shape().length == spec.shape().size();
            for (int i = 0; isFit && i < tensor.shape().length; i++) {
                isFit = spec.shape().get(i) < 0 || spec.shape().get(i) == tensor.shape()[i];
            }
            if (!isFit) {
                throw invalid("input '" + spec.name() + "': shape " + Arrays.toString(tensor.shape()) + " (expected: "
                        + spec.shape() + ")");
            }
        }
    }

    private static InferenceException invalid(String problem) {
        return new InferenceException(Kind.INVALID_INPUT, problem);
    }

    private static Tensor add(Tensor a, Tensor b) {
        ByteBuffer left = a.data().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer right = b.data().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer sum = ByteBuffer.allocateDirect(left.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        while (left.hasRemaining()) {
            sum.putFloat(left.getFloat() + right.getFloat());
        }
        return new Tensor("sum", DataType.FP32, a.shape(), sum.flip());
    }

    @Override
    public Optional<Signature> signature(String model) {
        return Optional.ofNullable(signatures.get(model));
    }

    @Override
    public List<String> models() {
        return List.copyOf(signatures.keySet());
    }

    @Override
    public boolean isReady(String model) {
        return !model.equals("cold");
    }
}
