package io.gearshift.daemon.cli;

import io.gearshift.daemon.config.Config;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.onnx.ProviderStatus;
import java.util.ArrayList;
import java.util.List;

/** Which execution providers really work: each has run a tiny model with no way to fall back on the CPU. */
final class ProviderCheckup implements Checkup {

    private static final String AREA = "provider";

    @Override
    public List<Finding> examine(Config config) {
        List<Finding> findings = new ArrayList<>();
        try (OrtRuntime runtime = OrtRuntime.open(null)) {
            findings.add(Finding.ok("runtime", "ONNX Runtime " + runtime.version()));
            for (ProviderStatus status : runtime.providers()) {
                findings.add(
                        status.isWorking()
                                ? Finding.ok(AREA, status.name() + " runs")
                                : Finding.missing(AREA, status.name() + ": " + status.reason(), status.hint()));
            }
        } catch (LinkageError e) {
            findings.add(Finding.broken(
                    "runtime",
                    "ONNX Runtime cannot be loaded: " + e.getMessage(),
                    "it needs glibc 2.28 or later on x86-64 or aarch64"));
        }
        return findings;
    }
}
