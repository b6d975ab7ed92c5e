package io.gearshift.simulator.fleet;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.trace.TraceReader;
import io.gearshift.policies.code.CodeCheck;
import io.gearshift.policies.pack.PackJar;
import io.gearshift.policies.rules.CompiledPack;
import io.gearshift.policies.rules.DroolsPolicy;
import io.gearshift.simulator.baseline.AlertStyle;
import io.gearshift.simulator.baseline.References;
import io.gearshift.simulator.baseline.Thresholds;
import io.gearshift.simulator.closedloop.ClosedLoop;
import io.gearshift.simulator.closedloop.DeviceFile;
import io.gearshift.simulator.closedloop.Driver;
import io.gearshift.simulator.closedloop.LoopDriver;
import io.gearshift.simulator.closedloop.Scenario;
import io.gearshift.simulator.importer.TraceFolder;
import io.gearshift.simulator.replay.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs devices of a fleet, one after the other, by one thread. Holds each trace that it met in memory, and each pack loaded. A device
 * that fails gives rows that say why, and the others go on.
 */
public final class FleetWorker implements AutoCloseable {

    private final FleetPlan plan;
    private final Map<Integer, Recording> recordings = new HashMap<>();
    private final Map<Integer, Policy> policies = new HashMap<>();

    public FleetWorker(FleetPlan plan) {
        this.plan = plan;
    }

    /** @param device from 0 */
    public List<FleetRow> run(int device) {
        DrawnDevice drawn;
        Scenario scenario;
        try {
            drawn = DrawnDevice.of(plan, device);
        } catch (IllegalArgumentException e) {
            return failed(new DrawnDevice(plan.groupOf(device), device, 0, -1, new TreeMap<>()), e);
        }
        try {
            scenario = Scenario.of(recording(drawn.trace()), drawn.setting());
        } catch (IOException | DeviceFile.Mistake | IllegalArgumentException e) {
            return failed(drawn, e);
        }
        List<FleetRow> rows = new ArrayList<>();
        for (int i = 0; i < plan.policies().size(); i++) {
            for (Driver driver : drivers(i, scenario)) {
                rows.add(row(drawn, scenario, driver));
            }
        }
        return rows;
    }

    @SuppressWarnings("IllegalCatch") // whatever a device does wrong, the others go on
    private FleetRow row(DrawnDevice drawn, Scenario scenario, Driver driver) {
        try {
            return row(drawn, driver.name(), FleetRow.Result.of(ClosedLoop.run(scenario, driver)), Optional.empty());
        } catch (RuntimeException e) {
            return row(drawn, driver.name(), null, Optional.of(said(e)));
        }
    }

    private List<FleetRow> failed(DrawnDevice drawn, Exception problem) {
        return plan.policies().stream()
                .map(policy -> row(drawn, policy.name(), null, Optional.of(said(problem))))
                .toList();
    }

    private FleetRow row(DrawnDevice drawn, String policy, FleetRow.@Nullable Result result, Optional<String> error) {
        return new FleetRow(
                drawn.device(),
                drawn.group().name(),
                drawn.trace() < 0 ? "" : plan.traces().get(drawn.trace()).name(),
                policy,
                drawn.seed(),
                drawn.drawn(),
                result,
                error.orElse(null));
    }

    private static String said(Exception problem) {
        return problem.getMessage() == null ? problem.toString() : problem.getMessage();
    }

    private List<? extends Driver> drivers(int place, Scenario scenario) {
        FleetPlan.Contender contender = plan.policies().get(place);
        return switch (contender.kind()) {
            case PACK -> List.of(new LoopDriver(contender.name(), policy(place, contender), cycle -> {}));
            case THRESHOLDS -> List.of(new Thresholds());
            case ALERT -> List.of(new AlertStyle());
            case STATIC -> References.statics(scenario);
        };
    }

    /** Code that came over a network is run only when it is such as rules compile to. */
    private Policy policy(int place, FleetPlan.Contender contender) {
        return policies.computeIfAbsent(place, key -> {
            try {
                CompiledPack pack = PackJar.read(contender.jar());
                List<String> refused = CodeCheck.refusals(pack.classes());
                if (!refused.isEmpty()) {
                    throw new IllegalStateException(
                            contender.name() + " holds code that no rule compiles to: " + refused);
                }
                return DroolsPolicy.of(pack);
            } catch (IOException e) {
                throw new IllegalStateException(contender.name() + ": " + e.getMessage(), e);
            }
        });
    }

    private Recording recording(int place) throws IOException {
        Recording known = recordings.get(place);
        if (known == null) {
            known = read(plan.traces().get(place));
            recordings.put(place, known);
        }
        return known;
    }

    private static Recording read(FleetPlan.Trace trace) throws IOException {
        Path folder = Files.createTempDirectory("gearshift-trace");
        try {
            for (Map.Entry<String, byte[]> file : trace.files().entrySet()) {
                Files.write(folder.resolve(file.getKey()), file.getValue());
            }
            List<LoopEvent> events = new ArrayList<>();
            TraceFolder.read(new TraceReader(folder)).events(events::add);
            return new InMemory(trace.name(), events);
        } finally {
            for (String file : trace.files().keySet()) {
                Files.deleteIfExists(folder.resolve(file));
            }
            Files.deleteIfExists(folder);
        }
    }

    private record InMemory(String name, List<LoopEvent> events) implements Recording {

        @Override
        public <X extends Exception> void events(TraceReader.EventUse<X> use) throws X, IOException {
            for (LoopEvent event : events) {
                use.accept(event);
            }
        }

        @Override
        public List<Decision> decisions() {
            return List.of();
        }
    }

    @Override
    public void close() {
        policies.values().forEach(Policy::close);
    }
}
