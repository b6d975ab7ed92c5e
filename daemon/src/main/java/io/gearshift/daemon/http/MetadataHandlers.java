package io.gearshift.daemon.http;

import io.gearshift.core.serve.InferenceException;
import io.gearshift.core.serve.ModelServer;
import io.gearshift.core.serve.TensorSpec;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the server and its models are, and whether they are ready. */
final class MetadataHandlers {

    static final String VERSION = "1";

    private final ModelServer server;
    private final String version;

    MetadataHandlers(ModelServer server, String version) {
        this.server = server;
        this.version = version;
    }

    void server(RoutingContext context) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", "gearshift");
        body.put("version", version);
        body.put("extensions", List.of("binary_tensor_data"));
        Replies.send(context.response(), 200, body);
    }

    void live(RoutingContext context) {
        Replies.send(context.response(), 200, Map.of("live", true));
    }

    void ready(RoutingContext context) {
        boolean isReady = server.models().stream().allMatch(server::isReady);
        Replies.send(context.response(), isReady ? 200 : 503, Map.of("ready", isReady));
    }

    void modelReady(RoutingContext context) {
        try {
            ModelServer.Signature model = find(server, context);
            boolean isReady = server.isReady(model.model());
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("name", model.model());
            body.put("ready", isReady);
            Replies.send(context.response(), isReady ? 200 : 503, body);
        } catch (RuntimeException e) {
            Replies.refuse(context.response(), Refusal.of(e));
        }
    }

    void model(RoutingContext context) {
        try {
            Replies.send(context.response(), 200, describe(find(server, context)));
        } catch (RuntimeException e) {
            Replies.refuse(context.response(), Refusal.of(e));
        }
    }

    /** The model of the path; throws UNKNOWN_MODEL when there is no such model or version. */
    static ModelServer.Signature find(ModelServer server, RoutingContext context) {
        String name = context.pathParam("model");
        ModelServer.Signature model = server.signature(name)
                .orElseThrow(() -> new InferenceException(
                        InferenceException.Kind.UNKNOWN_MODEL,
                        "no such model: " + name + " (expected: one of " + server.models() + ")"));
        String wanted = context.pathParam("version");
        if (wanted != null && !wanted.equals(VERSION)) {
            throw new InferenceException(
                    InferenceException.Kind.UNKNOWN_MODEL,
                    "no such version of " + name + ": " + wanted + " (expected: " + VERSION + ")");
        }
        return model;
    }

    private static Map<String, Object> describe(ModelServer.Signature model) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", model.model());
        body.put("versions", List.of(VERSION));
        body.put("platform", "onnxruntime_onnx");
        body.put("inputs", tensors(model.inputs()));
        body.put("outputs", tensors(model.outputs()));
        body.put("parameters", Map.of("gearshift_variants", String.join(",", model.variants())));
        return body;
    }

    private static List<Map<String, Object>> tensors(List<TensorSpec> specs) {
        return specs.stream().map(MetadataHandlers::tensor).toList();
    }

    private static Map<String, Object> tensor(TensorSpec spec) {
        Map<String, Object> tensor = new LinkedHashMap<>();
        tensor.put("name", spec.name());
        tensor.put("datatype", spec.type().name());
        tensor.put("shape", spec.shape());
        return tensor;
    }
}
