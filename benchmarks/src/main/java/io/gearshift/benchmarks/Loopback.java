package io.gearshift.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gearshift.core.serve.Tensor;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.ManifestReader;
import io.gearshift.registry.oip.BufferPool;
import io.gearshift.registry.oip.BufferScope;
import io.gearshift.registry.oip.OipMessage;
import io.gearshift.registry.oip.OipRequestWriter;
import io.gearshift.registry.onnx.SampleInputs;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The daemon as its users start it, asked over a kept-alive socket, against the runtime alone in this process. */
final class Loopback implements Subject {

    private static final String MODEL = "fashion";
    private static final int BLOCK = 20;

    @Override
    public List<Figure> measure(Settings settings) throws Exception {
        Manifest manifest = new ManifestReader().read(settings.models().resolve(MODEL));
        List<Tensor> inputs = SampleInputs.of(manifest, 1);
        try (DaemonProcess daemon =
                        DaemonProcess.daemon(settings, settings.models(), settings.work("daemon-state"), null);
                RawSession raw = RawSession.open(manifest.reference().requireFile())) {
            daemon.awaitCalm(3);
            daemon.put("/v1/models/" + MODEL + "/pin", "{\"gear\": \"full@cpu:1\", \"for\": \"30m\"}");
            try (OipSocket binary = binary(daemon.address(), inputs);
                    OipSocket json = json(daemon.address(), inputs);
                    OipSocket live = live(daemon.address())) {
                return measure(raw, binary, json, live, inputs, settings.times(400));
            }
        }
    }

    private static List<Figure> measure(
            RawSession raw, OipSocket binary, OipSocket json, OipSocket live, List<Tensor> inputs, int blocks)
            throws Exception {
        Times plain = new Times();
        Times bytes = new Times();
        Times text = new Times();
        Times nothing = new Times();
        List<Double> extra = new ArrayList<>();
        List<Double> extraText = new ArrayList<>();
        for (int i = -blocks / 2; i < blocks; i++) {
            Times[] block = {new Times(), new Times(), new Times(), new Times()};
            for (int n = 0; n < BLOCK; n++) {
                block[0].time(() -> raw.run(inputs));
                block[1].time(binary::ask);
                block[2].time(json::ask);
                block[3].time(live::ask);
            }
            if (i >= 0) {
                plain.add(block[0]);
                bytes.add(block[1]);
                text.add(block[2]);
                nothing.add(block[3]);
                extra.add(block[1].p50() - block[0].p50());
                extraText.add(block[2].p50() - block[0].p50());
            }
        }
        double base = plain.p50();
        return List.of(
                Figure.extra(
                        "fashion: OIP binary over loopback, p50",
                        base + Times.median(extra),
                        "µs",
                        base,
                        "OrtSession.run",
                        150),
                Figure.info("fashion: OIP binary over loopback, p99", bytes.at(99), "µs")
                        .over(plain.at(99), "OrtSession.run"),
                Figure.info("fashion: OIP JSON over loopback, p50", base + Times.median(extraText), "µs")
                        .over(base, "OrtSession.run"),
                Figure.info("GET /v2/health/live over the same loopback, p50", nothing.p50(), "µs"));
    }

    private static OipSocket binary(URI server, List<Tensor> inputs) throws Exception {
        try (BufferScope scope = new BufferPool(1 << 20).open()) {
            OipMessage message = OipRequestWriter.write(LocalServer.request(MODEL, inputs), scope);
            ByteBuffer body = ByteBuffer.allocate(Math.toIntExact(message.size()));
            message.parts().forEach(part -> body.put(part.duplicate()));
            String head = post() + "Content-Type: application/octet-stream\r\n" + OipMessage.HEADER_LENGTH + ": "
                    + message.headerBytes() + "\r\n";
            return new OipSocket(server, head, body.array());
        }
    }

    private static OipSocket json(URI server, List<Tensor> inputs) throws Exception {
        List<Map<String, Object>> tensors = new ArrayList<>();
        for (Tensor input : inputs) {
            FloatBuffer floats =
                    input.data().duplicate().order(input.data().order()).asFloatBuffer();
            float[] data = new float[floats.remaining()];
            floats.get(data);
            tensors.add(Map.of(
                    "name", input.name(), "datatype", input.type().name(), "shape", input.shape(), "data", data));
        }
        byte[] body = new ObjectMapper().writeValueAsBytes(Map.of("inputs", tensors));
        return new OipSocket(server, post() + "Content-Type: application/json\r\n", body);
    }

    private static OipSocket live(URI server) throws Exception {
        return new OipSocket(server, "GET /v2/health/live HTTP/1.1\r\n", new byte[0]);
    }

    private static String post() {
        return "POST /v2/models/" + MODEL + "/infer HTTP/1.1\r\n";
    }
}
