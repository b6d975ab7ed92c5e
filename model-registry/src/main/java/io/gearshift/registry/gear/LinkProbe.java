package io.gearshift.registry.gear;

import io.gearshift.core.serve.RemoteModel;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.Variant;
import java.time.Duration;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Asks remote endpoints whether they are there. No thread waits. */
final class LinkProbe {

    private record Target(ModelSlot slot, Manifest manifest, Variant variant) {}

    private final Endpoints endpoints;
    private final LinkListener links;

    LinkProbe(Endpoints endpoints, LinkListener links) {
        this.endpoints = endpoints;
        this.links = links;
    }

    void probe(Collection<ModelSlot> slots, Duration timeout) {
        SortedMap<String, Target> targets = new TreeMap<>();
        for (ModelSlot slot : slots) {
            Manifest manifest = slot.manifest();
            for (Variant variant : manifest.variants()) {
                if (!variant.isLocal() && endpoints.isKnown(variant.endpoint())) {
                    Target target = new Target(slot, manifest, variant);
                    targets.merge(variant.endpoint(), target, (a, b) -> isAsking(b) ? b : a);
                }
            }
        }
        targets.values().forEach(target -> probe(target, timeout));
    }

    private static boolean isAsking(Target target) {
        return cloudInForce(target) != null;
    }

    private static @Nullable CloudGear cloudInForce(Target target) {
        InForce now = target.slot.inForce();
        return now != null
                        && now.active() instanceof CloudGear cloud
                        && cloud.variant().endpoint().equals(target.variant.endpoint())
                ? cloud
                : null;
    }

    private void probe(Target target, Duration timeout) {
        try {
            RemoteModel remote = endpoints.model(target.manifest, target.variant);
            CompletionStage<Duration> probed = remote.probe(timeout);
            probed.whenComplete((rtt, failure) -> {
                remote.close();
                report(target, rtt, failure);
            });
        } catch (SwapFailure | RuntimeException e) {
            report(target, Duration.ZERO, e);
        }
    }

    /** A remote that says it is ready while its answers fail is not believed. */
    private void report(Target target, Duration rtt, @Nullable Throwable failure) {
        CloudGear cloud = cloudInForce(target);
        boolean isFailing = cloud != null && cloud.breaker().isOpen();
        if (failure != null) {
            links.onLink(target.variant.endpoint(), false, Duration.ZERO);
        } else if (!isFailing) {
            links.onLink(target.variant.endpoint(), true, rtt);
        }
    }
}
