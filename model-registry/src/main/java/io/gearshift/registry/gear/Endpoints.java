package io.gearshift.registry.gear;

import io.gearshift.core.serve.RemoteModel;
import io.gearshift.core.swap.SwapPhase;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.Variant;
import io.gearshift.registry.remote.OipRemoteModel;
import io.gearshift.registry.remote.RemoteConnection;
import io.gearshift.registry.remote.RemoteEndpoint;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The configured remote machines, one connection each. Thread-safe. */
public final class Endpoints implements AutoCloseable {

    private final SortedMap<String, RemoteConnection> connections = new TreeMap<>();

    /** Costs nothing until an endpoint is asked. */
    public Endpoints(Map<String, RemoteEndpoint> endpoints) {
        endpoints.forEach((name, endpoint) -> connections.put(name, new RemoteConnection(endpoint)));
    }

    public static Endpoints none() {
        return new Endpoints(Map.of());
    }

    boolean isKnown(String endpoint) {
        return connections.containsKey(endpoint);
    }

    RemoteModel model(Manifest manifest, Variant variant) throws SwapFailure {
        RemoteConnection connection = connections.get(variant.endpoint());
        if (connection == null) {
            throw new SwapFailure(
                    SwapPhase.LOAD,
                    "endpoint '" + variant.endpoint() + "' is not configured ("
                            + Names.hint(variant.endpoint(), connections.keySet()) + "; see offload.endpoints)");
        }
        String remoteModel = variant.remoteModel().isEmpty() ? manifest.name() : variant.remoteModel();
        return new OipRemoteModel(
                connection,
                remoteModel,
                manifest.inputs(),
                manifest.outputs(),
                OipRemoteModel.DEFAULT_MAX_RESPONSE_BYTES);
    }

    @Override
    public void close() {
        connections.values().forEach(RemoteConnection::close);
    }
}
