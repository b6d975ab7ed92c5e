package io.gearshift.registry.remote;

import io.gearshift.core.serve.InferenceException;
import io.gearshift.core.serve.InferenceException.Kind;
import io.gearshift.core.serve.InferenceRequest;
import io.gearshift.core.serve.RemoteModel;
import io.gearshift.core.serve.Tensor;
import io.gearshift.core.serve.TensorSpec;
import io.gearshift.registry.oip.BufferPool;
import io.gearshift.registry.oip.BufferScope;
import io.gearshift.registry.oip.OipMessage;
import io.gearshift.registry.oip.OipRequestWriter;
import io.gearshift.registry.oip.OipResponseReader;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A model behind any server of the Open Inference Protocol: REST with binary tensors. The question is copied before
 * {@link #infer} returns, so the caller's buffers are free even while a late request is still being sent. Answers are
 * checked against the model's signature and lie on the heap.
 */
public final class OipRemoteModel implements RemoteModel {

    /** Bounds what a broken or hostile server can make us hold. */
    public static final long DEFAULT_MAX_RESPONSE_BYTES = 64L << 20;

    private static final int SHOWN_ERROR_CHARS = 300;

    /** Only for small JSON parts: questions go to the heap, answers come from it. */
    private static final BufferPool BUFFERS = new BufferPool(1 << 20);

    private final RemoteConnection connection;
    private final String path;
    private final AnswerCheck check;
    private final long maxResponseBytes;

    /**
     * @param connection shared between the models of one endpoint; not closed by this model
     * @param remoteModel the model's name there
     * @param inputs the model's inputs; with {@code outputs}, what an answer is checked against
     */
    public OipRemoteModel(
            RemoteConnection connection,
            String remoteModel,
            List<TensorSpec> inputs,
            List<TensorSpec> outputs,
            long maxResponseBytes) {
        this.connection = connection;
        this.path = "/v2/models/"
                + URLEncoder.encode(remoteModel, StandardCharsets.UTF_8).replace("+", "%20");
        this.check = new AnswerCheck(inputs, outputs);
        this.maxResponseBytes = maxResponseBytes;
    }

    @Override
    public CompletionStage<List<Tensor>> infer(List<Tensor> inputs, List<String> outputs, Duration deadline) {
        HttpRequest.Builder request = request("/infer");
        try (BufferScope scope = BUFFERS.open()) {
            InferenceRequest question = new InferenceRequest(path, "", inputs, outputs, null, null, false);
            OipMessage message = OipRequestWriter.write(question, scope);
            if (message.isBinary()) {
                request.header(OipMessage.HEADER_LENGTH, Integer.toString(message.headerBytes()));
            }
            request.header("Content-Type", message.isBinary() ? "application/octet-stream" : "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(copy(message)));
        }
        return connection
                .send(request, deadline, LimitedBody.upTo(maxResponseBytes))
                .thenApply(response -> answer(inputs, outputs, response));
    }

    @Override
    public CompletionStage<Duration> probe(Duration timeout) {
        long start = System.nanoTime();
        return connection
                .send(request("/ready").GET(), timeout, LimitedBody.upTo(maxResponseBytes))
                .thenApply(response -> {
                    requireSuccess(response);
                    return Duration.ofNanos(System.nanoTime() - start);
                });
    }

    /** The connection belongs to whoever made it. */
    @Override
    public void close() {}

    private HttpRequest.Builder request(String suffix) {
        return HttpRequest.newBuilder(connection.endpoint().resolve(path + suffix));
    }

    private static byte[] copy(OipMessage message) {
        ByteBuffer whole = ByteBuffer.allocate(Math.toIntExact(message.size()));
        message.parts().forEach(part -> whole.put(part.duplicate()));
        return whole.array();
    }

    private List<Tensor> answer(List<Tensor> asked, List<String> wanted, HttpResponse<byte[]> response) {
        requireSuccess(response);
        ByteBuffer body = ByteBuffer.wrap(response.body()).order(ByteOrder.LITTLE_ENDIAN);
        try (BufferScope scope = BUFFERS.open()) {
            List<Tensor> answered =
                    OipResponseReader.read(body, headerBytes(response), scope).outputs();
            return check.check(asked, wanted, answered).stream()
                    .map(OipRemoteModel::onHeap)
                    .toList();
        } catch (InferenceException | IllegalArgumentException e) {
            throw RemoteFailures.lie(connection.endpoint(), String.valueOf(e.getMessage()));
        }
    }

    /** What was parsed from JSON lies in a pooled buffer. */
    private static Tensor onHeap(Tensor tensor) {
        if (!tensor.data().isDirect()) {
            return tensor;
        }
        ByteBuffer copy = ByteBuffer.allocate(tensor.data().remaining()).order(ByteOrder.LITTLE_ENDIAN);
        copy.put(tensor.data().duplicate()).flip();
        return new Tensor(tensor.name(), tensor.type(), tensor.shape(), copy);
    }

    private static int headerBytes(HttpResponse<byte[]> response) {
        String text = response.headers().firstValue(OipMessage.HEADER_LENGTH).orElse("-1");
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(OipMessage.HEADER_LENGTH + ": not a number");
        }
    }

    private void requireSuccess(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status == 200) {
            return;
        }
        RemoteEndpoint endpoint = connection.endpoint();
        throw new InferenceException(
                kind(status),
                "endpoint " + endpoint.name() + " (" + endpoint.url() + "): status " + status + " for " + path + ": "
                        + shown(response.body()));
    }

    private static Kind kind(int status) {
        return switch (status) {
            case 429 -> Kind.OVERLOADED;
            case 503 -> Kind.NOT_READY;
            case 504 -> Kind.DEADLINE;
            default -> Kind.RUNTIME;
        };
    }

    private static String shown(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, SHOWN_ERROR_CHARS), StandardCharsets.UTF_8);
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
