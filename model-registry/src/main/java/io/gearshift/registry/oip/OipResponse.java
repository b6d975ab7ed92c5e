package io.gearshift.registry.oip;

import io.gearshift.core.serve.Tensor;
import java.util.List;

/**
 * What a server answered.
 *
 * @param model the name it says it asked
 * @param id the request's id; empty when it gave none back
 * @param outputs views of the body, or buffers of the scope it was read with
 */
public record OipResponse(String model, String id, List<Tensor> outputs) {
    public OipResponse {
        outputs = List.copyOf(outputs);
    }
}
