package io.gearshift.daemon.demo.client;

import io.gearshift.core.serve.InferenceException;
import io.gearshift.core.serve.InferenceRequest;
import io.gearshift.core.serve.Tensor;
import io.gearshift.registry.oip.BufferPool;
import io.gearshift.registry.oip.BufferScope;
import io.gearshift.registry.oip.OipMessage;
import io.gearshift.registry.oip.OipRequestWriter;
import io.gearshift.registry.oip.OipResponseReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Asks a server over the Open Inference Protocol, REST with binary tensors. */
public final class OipClient {

    private static final int SHOWN_ERROR_CHARS = 200;

    /** Only for the JSON part: tensors stay on the heap. */
    private static final BufferPool BUFFERS = new BufferPool(1 << 20);

    private final HttpClient http;
    private final URI address;
    private final Duration within;

    /**
     * What came back.
     *
     * @param problem why there is no answer; empty when there is one
     * @param outputs empty when there is no answer
     * @param variant that answered
     * @param provider that ran it
     * @param decision id of the decision that put the gear in force
     */
    public record Answer(String problem, List<Tensor> outputs, String variant, String provider, String decision) {

        public Answer {
            outputs = List.copyOf(outputs);
        }

        static Answer lost(String problem) {
            return new Answer(problem, List.of(), "", "", "");
        }

        public boolean isGiven() {
            return problem.isEmpty();
        }
    }

    /**
     * @param address of the server, without a path
     * @param within an answer that takes longer is none
     */
    public OipClient(HttpClient http, URI address, Duration within) {
        this.http = http;
        this.address = address;
        this.within = within;
    }

    /** Never fails: a failure is an answer with a problem. */
    public CompletableFuture<Answer> ask(String model, List<Tensor> inputs) {
        HttpRequest request = request(model, inputs);
        return http.sendAsync(request, BodyHandlers.ofByteArray())
                .thenApply(OipClient::read)
                .exceptionally(failure ->
                        Answer.lost(String.valueOf(failure.getCause() == null ? failure : failure.getCause())));
    }

    private HttpRequest request(String model, List<Tensor> inputs) {
        try (BufferScope scope = BUFFERS.open()) {
            OipMessage message = OipRequestWriter.write(
                    new InferenceRequest(model, "", inputs, List.of(), null, null, false), scope);
            ByteBuffer body = ByteBuffer.allocate(Math.toIntExact(message.size()));
            message.parts().forEach(part -> body.put(part.duplicate()));
            return HttpRequest.newBuilder(address.resolve("/v2/models/" + model + "/infer"))
                    .timeout(within)
                    .header("Content-Type", "application/octet-stream")
                    .header(OipMessage.HEADER_LENGTH, Integer.toString(message.headerBytes()))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body.array()))
                    .build();
        }
    }

    private static Answer read(HttpResponse<byte[]> response) {
        if (response.statusCode() != 200) {
            String said = new String(response.body(), StandardCharsets.UTF_8);
            return Answer.lost(
                    response.statusCode() + " " + said.substring(0, Math.min(said.length(), SHOWN_ERROR_CHARS)));
        }
        int headerBytes = (int)
                response.headers().firstValueAsLong(OipMessage.HEADER_LENGTH).orElse(-1);
        ByteBuffer body = ByteBuffer.wrap(response.body()).order(ByteOrder.LITTLE_ENDIAN);
        // All outputs were asked for as binary, so they are views of the body and outlive the scope.
        try (BufferScope scope = BUFFERS.open()) {
            List<Tensor> outputs =
                    OipResponseReader.read(body, headerBytes, scope).outputs();
            return new Answer(
                    "",
                    outputs,
                    header(response, "Gearshift-Variant"),
                    header(response, "Gearshift-Provider"),
                    header(response, "Gearshift-Decision"));
        } catch (InferenceException | IllegalArgumentException e) {
            return Answer.lost("an answer that cannot be read: " + e.getMessage());
        }
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
