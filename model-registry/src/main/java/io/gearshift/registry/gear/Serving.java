package io.gearshift.registry.gear;

import io.gearshift.core.observe.ServeListener;
import io.gearshift.core.serve.InferenceException;
import io.gearshift.core.serve.InferenceException.Kind;
import io.gearshift.core.serve.InferenceRequest;
import io.gearshift.core.serve.InferenceResult;
import io.gearshift.core.serve.Tensor;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.RunOutput;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Answers one model's requests by whatever is in force. Thread-safe. */
final class Serving {

    /** For a model without a latency objective: nobody waits longer for a remote before the local gear is asked. */
    static final double CLOUD_DEADLINE_MS = 1000;
    /** With less left a remote is not even tried. */
    private static final double LEAST_ASK_MS = 1;

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private final ServeListener listener;
    private final LinkListener links;
    private final EnergyModel energy;
    private final Executor fallbacks;

    Serving(ServeListener listener, LinkListener links, EnergyModel energy, Executor fallbacks) {
        this.listener = listener;
        this.links = links;
        this.energy = energy;
        this.fallbacks = fallbacks;
    }

    /**
     * One request under way.
     *
     * @param share of its time that counts for the estimates, by its size
     */
    private record Call(
            ModelSlot slot,
            InferenceRequest request,
            List<String> wanted,
            String decision,
            double objectiveMs,
            double share,
            long start) {

        double elapsedMs() {
            return (System.nanoTime() - start) / 1e6;
        }

        boolean isLate(double latencyMs) {
            return latencyMs > objectiveMs;
        }
    }

    /**
     * Tells the listener of every failure before it throws it or fails the stage.
     *
     * @param wanted names of the outputs, checked
     */
    CompletionStage<InferenceResult> answer(ModelSlot slot, InferenceRequest request, List<String> wanted) {
        long start = System.nanoTime();
        Double own = request.latencyObjectiveMs();
        double objectiveMs = own == null ? slot.objectiveMs() : own;
        double share = slot.size().share(request.inputs());
        while (true) {
            InForce now = slot.inForce();
            if (now == null) {
                throw notReady(slot, "no gear is ready yet, or it is closing");
            }
            Gear gear = now.choose(request, slot.isKeptHere(now.active()));
            if (gear == null) {
                throw notReady(
                        slot,
                        request.isPrivate()
                                ? "a private request needs a local gear and none is loaded"
                                : "nothing may leave the device now and no local gear is loaded");
            }
            if (gear.acquire()) {
                Call call = new Call(slot, request, wanted, now.decision(), objectiveMs, share, start);
                return gear instanceof CloudGear cloud
                        ? remotely(call, cloud)
                        : CompletableFuture.completedFuture(locally(call, (LocalGear) gear, false));
            }
            // The gear closes, so another one is in force by now, or none.
        }
    }

    private InferenceException notReady(ModelSlot slot, String why) {
        listener.onError(slot.model(), "", "not_ready");
        return new InferenceException(Kind.NOT_READY, "model '" + slot.model() + "': " + why);
    }

    /** The gear is leased; the result gives the lease back. */
    private InferenceResult locally(Call call, LocalGear gear, boolean isFallback) {
        long begin = isFallback ? System.nanoTime() : call.start;
        boolean isSampled = energy.isMeasured() || gear.isEnergyDue();
        long mark = isSampled ? energy.mark() : 0;
        RunOutput output = run(call, gear);
        double sampledMj = isSampled ? energy.energyMj(mark, gear.name().threads()) : Double.NaN;
        long end = System.nanoTime();
        double ownMs = (end - begin) / 1e6;
        Release release = new Release(output, gear);
        try {
            double energyMj = gear.energyMj(sampledMj, isSampled, ownMs);
            double latencyMs = (end - call.start) / 1e6;
            gear.stats().answered(ownMs * call.share, call.isLate(ownMs * call.share), energyMj);
            tell(call, gear, latencyMs, energyMj, energy.isMeasured());
            return result(call, gear, output.outputs(), latencyMs, isFallback, release);
        } catch (RuntimeException | Error e) {
            release.run();
            throw e;
        }
    }

    private void tell(Call call, Gear gear, double latencyMs, double energyMj, boolean isEnergyMeasured) {
        listener.onAnswer(
                call.slot.model(),
                gear.fullName(),
                gear.name().variant(),
                gear.name().provider(),
                latencyMs,
                call.isLate(latencyMs),
                energyMj,
                isEnergyMeasured);
    }

    private RunOutput run(Call call, LocalGear gear) {
        try {
            return gear.run(call.request.inputs(), call.wanted);
        } catch (OnnxException e) {
            gear.release();
            if (e.isInputAtFault()) {
                throw report(call, gear, call.slot.check().invalid(String.valueOf(e.getMessage())));
            }
            throw failed(call, gear, e);
        } catch (RuntimeException | Error e) {
            gear.release();
            throw failed(call, gear, e);
        }
    }

    private InferenceException failed(Call call, Gear gear, Throwable cause) {
        gear.stats().failed();
        String problem = "model '" + call.slot.model() + "', gear " + gear + ": " + cause.getMessage();
        return report(call, gear, new InferenceException(Kind.RUNTIME, problem, cause));
    }

    private InferenceException report(Call call, Gear gear, InferenceException failure) {
        String kind = failure.kind().name().toLowerCase(Locale.ROOT);
        listener.onError(call.slot.model(), gear.name().variant(), kind);
        return failure;
    }

    private static InferenceResult result(
            Call call, Gear gear, List<Tensor> outputs, double latencyMs, boolean isFallback, Runnable release) {
        return new InferenceResult(
                call.slot.model(),
                outputs,
                gear.fullName(),
                gear.name().variant(),
                gear.name().provider(),
                call.decision,
                latencyMs,
                isFallback,
                release);
    }

    /** The cloud gear is leased until it answered. */
    private CompletionStage<InferenceResult> remotely(Call call, CloudGear cloud) {
        double deadlineMs = call.objectiveMs > 0 ? call.objectiveMs : CLOUD_DEADLINE_MS;
        LocalGear standIn = standIn(call);
        double reserveMs =
                standIn == null ? 0 : standIn.reserveMs(deadlineMs, cloud.underWay() / PROCESSORS, call.share);
        double withinMs = deadlineMs - reserveMs;
        if (standIn != null && withinMs < LEAST_ASK_MS) {
            cloud.release();
            return insteadNow(call, cloud, new InferenceException(Kind.DEADLINE, "no time to ask a remote"));
        }
        if (standIn != null && !cloud.breaker().isAllowed()) {
            cloud.release();
            return insteadNow(call, cloud, new InferenceException(Kind.NOT_READY, "the remote failed just now"));
        }
        CompletableFuture<InferenceResult> result = new CompletableFuture<>();
        cloud.ask(call.request.inputs(), call.wanted, Math.max(LEAST_ASK_MS, withinMs))
                .whenComplete((outputs, failure) -> {
                    try {
                        cloud.release();
                        if (failure == null) {
                            complete(result, call, cloud, outputs);
                        } else {
                            insteadLater(result, call, cloud, CloudGear.failure(failure, withinMs), withinMs);
                        }
                    } catch (Throwable e) {
                        result.completeExceptionally(e);
                    }
                });
        return result;
    }

    private static @Nullable LocalGear standIn(Call call) {
        InForce now = call.slot.inForce();
        return now == null ? null : now.standIn(call.request.minAccuracy());
    }

    private void complete(CompletableFuture<InferenceResult> result, Call call, CloudGear cloud, List<Tensor> outputs) {
        double latencyMs = call.elapsedMs();
        if (cloud.breaker().succeeded()) {
            links.onLink(cloud.variant().endpoint(), true, Duration.ofNanos((long) (latencyMs * 1e6)));
        }
        cloud.stats().answered(latencyMs * call.share, call.isLate(latencyMs * call.share), Double.NaN);
        tell(call, cloud, latencyMs, Double.NaN, false);
        result.complete(result(call, cloud, outputs, latencyMs, false, () -> {}));
    }

    /** The caller's own thread may block, so the local gear runs on it. */
    private CompletionStage<InferenceResult> insteadNow(Call call, CloudGear cloud, InferenceException why) {
        cloud.stats().failed();
        report(call, cloud, why);
        return CompletableFuture.completedFuture(instead(call, why));
    }

    /** Threads of the connection are not kept: the local gear runs on its own executor. */
    private void insteadLater(
            CompletableFuture<InferenceResult> result,
            Call call,
            CloudGear cloud,
            InferenceException why,
            double withinMs) {
        cloud.stats().failed();
        report(call, cloud, why);
        // A client that gave too little time says nothing about the link.
        boolean hadTime =
                why.kind() != Kind.DEADLINE || withinMs >= cloud.stats().tailMs();
        if (hadTime && cloud.breaker().failed()) {
            links.onLink(cloud.variant().endpoint(), false, Duration.ZERO);
        }
        Runnable run = () -> {
            try {
                result.complete(instead(call, why));
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        };
        try {
            fallbacks.execute(run);
        } catch (RejectedExecutionException e) {
            run.run();
        }
    }

    private InferenceResult instead(Call call, InferenceException why) {
        LocalGear gear = standIn(call);
        while (gear != null && !gear.acquire()) {
            gear = standIn(call);
        }
        if (gear == null) {
            throw why;
        }
        return locally(call, gear, true);
    }
}
