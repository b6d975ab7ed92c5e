package io.gearshift.daemon.shell;

import io.gearshift.core.reading.SensorFault;
import io.gearshift.metrics.GearshiftMeters;
import io.gearshift.metrics.recent.ModelStats;
import io.gearshift.registry.gear.GearServer;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.Problem;
import io.gearshift.registry.manifest.Variant;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.onnx.ProviderStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the admin interface shows beside the loop's state. */
record DaemonFacts(
        String version,
        Sensing sensing,
        Registrar registrar,
        PolicyViews policy,
        OrtRuntime runtime,
        Measuring measuring,
        GearServer gears,
        GearshiftMeters meters,
        Supplier<@Nullable String> policyFault)
        implements Views.Facts {

    /** Sensors that talk garbage, models that cannot be taken up, rules that are not good. */
    @Override
    public List<?> faults() {
        List<SensorFault> faults = new ArrayList<>(sensing.faults());
        for (Problem problem : registrar.problems()) {
            faults.add(new SensorFault(
                    problem.file() + ":" + problem.line() + ":" + problem.column(),
                    problem.field() + ": " + problem.message()
                            + (problem.hint().isEmpty() ? "" : " (" + problem.hint() + ")")));
        }
        String problem = policy.rules().problem();
        if (!problem.isEmpty()) {
            faults.add(new SensorFault(
                    "policy " + policy.rules().pack(),
                    problem + "\n" + policy.rules().unchanged()));
        }
        BundleViews bundles = policy.bundles();
        if (bundles != null && !bundles.problem().isEmpty()) {
            faults.add(new SensorFault("policy bundle", bundles.problem()));
        }
        String failed = policyFault.get();
        if (failed != null) {
            faults.add(new SensorFault(
                    "policy " + policy.rules().pack(),
                    failed + "\nIts verdicts are not used: the last good ones stand."));
        }
        String shadow = policy.shadow().problem();
        if (!shadow.isEmpty()) {
            faults.add(new SensorFault("shadow policy", shadow));
        }
        return faults;
    }

    @Override
    public List<?> providers() {
        List<Object> providers = new ArrayList<>();
        for (ProviderStatus status : runtime.providers()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", status.name());
            json.put("works", status.isWorking());
            json.put("reason", status.reason());
            providers.add(json);
        }
        return providers;
    }

    @Override
    public Map<String, Object> profiling() {
        return measuring.view();
    }

    @Override
    public @Nullable Map<String, Object> reload() {
        return policy.reload();
    }

    @Override
    public @Nullable Map<String, Object> bundles() {
        return policy.bundleView();
    }

    @Override
    public @Nullable Map<String, Object> shadow() {
        return policy.shadowView();
    }

    @Override
    public List<String> resident(String model) {
        return gears.resident(model);
    }

    @Override
    public long bytes(String model, String variant) {
        Manifest manifest = registrar.models().get(model);
        return manifest == null
                ? 0
                : manifest.variant(variant).map(Variant::bytes).orElse(0L);
    }

    @Override
    public double @Nullable [] latencies(String model) {
        ModelStats stats = meters.stats(model);
        Double p50 = stats.latencyP50Ms();
        Double p95 = stats.latencyP95Ms();
        return p50 == null || p95 == null ? null : new double[] {p50, p95};
    }
}
