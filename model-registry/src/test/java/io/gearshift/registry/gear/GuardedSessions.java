package io.gearshift.registry.gear;

import io.gearshift.core.serve.Tensor;
import io.gearshift.registry.manifest.Variant;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.RunOutput;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Real sessions that notice when one is used after its close, or closed while it is in use or its output is held. */
final class GuardedSessions implements LocalSession.Loader {

    final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();
    final AtomicInteger loaded = new AtomicInteger();
    final AtomicInteger open = new AtomicInteger();
    volatile String lastRunOn = "";
    private final LocalSession.Loader loader;

    GuardedSessions(LocalSession.Loader loader) {
        this.loader = loader;
    }

    @Override
    public LocalSession load(Variant variant, String provider, int threads) throws OnnxException {
        LocalSession session = loader.load(variant, provider, threads);
        loaded.incrementAndGet();
        open.incrementAndGet();
        return new Guarded(variant.name(), session);
    }

    private final class Guarded implements LocalSession {
        private static final int CLOSED = -1_000_000;

        private final String name;
        private final LocalSession session;
        private final AtomicInteger uses = new AtomicInteger();

        Guarded(String name, LocalSession session) {
            this.name = name;
            this.session = session;
        }

        @Override
        public RunOutput run(List<Tensor> inputs, List<String> outputs) throws OnnxException {
            lastRunOn = Thread.currentThread().getName();
            if (uses.incrementAndGet() <= 0) {
                violations.add(name + ": used after close");
                throw new IllegalStateException("closed");
            }
            try {
                RunOutput output = session.run(inputs, outputs);
                return new RunOutput(output.outputs(), () -> {
                    output.close();
                    uses.decrementAndGet();
                });
            } catch (OnnxException | RuntimeException e) {
                uses.decrementAndGet();
                throw e;
            }
        }

        @Override
        public void close() {
            int before = uses.getAndAdd(CLOSED);
            if (before != 0) {
                violations.add(name + ": closed during " + before + " uses");
                return;
            }
            open.decrementAndGet();
            session.close();
        }
    }
}
