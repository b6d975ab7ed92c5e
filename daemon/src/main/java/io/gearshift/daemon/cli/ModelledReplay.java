package io.gearshift.daemon.cli;

import io.gearshift.core.text.Nearest;
import io.gearshift.simulator.baseline.AlertStyle;
import io.gearshift.simulator.baseline.Judgement;
import io.gearshift.simulator.baseline.References;
import io.gearshift.simulator.baseline.Thresholds;
import io.gearshift.simulator.closedloop.DeviceFile;
import io.gearshift.simulator.closedloop.Driver;
import io.gearshift.simulator.closedloop.LoopDriver;
import io.gearshift.simulator.closedloop.Scenario;
import io.gearshift.simulator.closedloop.Setting;
import io.gearshift.simulator.replay.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of {@code gearshift replay} that put a modelled device in the recorded one's place. */
final class ModelledReplay {

    private static final InputFile DEVICE =
            new InputFile("--device", "a YAML file of a modelled device", "docs/device-model.md shows one");

    private static final List<String> KNOWN = List.of("static", "thresholds", "alert");

    @Option(
            names = "--device",
            paramLabel = "FILE",
            description =
                    "Run on this modelled device, which a gear heats and drains (docs/device-model.md), instead of"
                            + " comparing decisions.")
    private @Nullable Path device;

    @Option(
            names = "--against",
            split = ",",
            paramLabel = "REFERENCE",
            description = "With --device: references beside the oracle (${DEFAULT-VALUE}), or another pack.",
            defaultValue = "static,thresholds,alert")
    private List<String> against = new ArrayList<>();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "With --device: of arrivals and of the scatter of answer times (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--error-price",
            paramLabel = "J",
            description =
                    "With --device: joules that a wrong answer is worth to the oracle (default: twice what accuracy"
                            + " costs in energy).")
    private @Nullable Double errorJ;

    boolean isAsked() {
        return device != null;
    }

    /** @param pack null for the references alone */
    List<Judgement> run(List<Recording> recordings, @Nullable String pack, ReplayPolicies policies) {
        Setting setting = setting();
        List<Judgement> judgements = new ArrayList<>();
        for (Recording recording : recordings) {
            judgements.add(judge(recording, setting, pack, policies));
        }
        return judgements;
    }

    private Setting setting() {
        Path file = device == null ? Path.of("") : device;
        if (errorJ != null && !(errorJ >= 0 && errorJ < 1e9)) {
            throw CliException.wrongUse("--error-price: " + errorJ + " (expected: 0..1000000000 joules)", "");
        }
        try {
            return DeviceFile.read(file.toString(), DEVICE.text(file), seed);
        } catch (DeviceFile.Mistake e) {
            throw CliException.wrongUse(String.valueOf(e.getMessage()), "");
        }
    }

    private Judgement judge(Recording recording, Setting setting, @Nullable String pack, ReplayPolicies policies) {
        try {
            Scenario scenario = Scenario.of(recording, setting);
            List<Driver> drivers = new ArrayList<>();
            if (pack != null) {
                drivers.add(new LoopDriver(policies.load(pack), cycle -> {}));
            }
            for (String reference : against) {
                drivers.addAll(drivers(reference, policies).apply(scenario));
            }
            return Judgement.of(scenario, drivers, errorJ == null ? References.errorJ(scenario) : errorJ);
        } catch (IOException e) {
            throw CliException.failed(String.valueOf(e.getMessage()), "");
        } catch (IllegalArgumentException e) {
            throw CliException.failed(
                    String.valueOf(e.getMessage()), "cut the recording where its models or their profiles changed");
        }
    }

    private static Function<Scenario, List<? extends Driver>> drivers(String reference, ReplayPolicies policies) {
        return switch (reference) {
            case "static" -> References::statics;
            case "thresholds" -> scenario -> List.of(new Thresholds());
            case "alert" -> scenario -> List.of(new AlertStyle());
            default -> scenario -> List.of(pack(reference, policies));
        };
    }

    private static Driver pack(String name, ReplayPolicies policies) {
        try {
            return new LoopDriver(policies.load(name), cycle -> {});
        } catch (CliException e) {
            throw CliException.wrongUse(
                    "--against " + name + ": neither a reference nor a pack: " + e.getMessage(),
                    Nearest.hintOrList(name, KNOWN));
        }
    }
}
