package io.gearshift.daemon.cli;

import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.text.Nearest;
import io.gearshift.policies.pack.BuiltIn;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackJar;
import io.gearshift.policies.pack.PackStore;
import io.gearshift.simulator.fleet.FleetFile;
import io.gearshift.simulator.fleet.FleetKeys;
import io.gearshift.simulator.fleet.FleetPlan;
import io.gearshift.simulator.fleet.FleetPlan.Contender;
import io.gearshift.simulator.fleet.FleetPlan.Kind;
import io.gearshift.simulator.importer.TraceFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads all that a fleet file names, so that it can go to other machines: device files, traces, built packs. */
final class FleetAssembly {

    private static final InputFile FLEET = new InputFile("", "a YAML file of a fleet", "docs/fleet.md shows one");

    private static final InputFile DEVICE =
            new InputFile("device", "a YAML file of a modelled device", "docs/device-model.md shows one");

    private static final Map<String, Kind> REFERENCES =
            Map.of("thresholds", Kind.THRESHOLDS, "alert", Kind.ALERT, "static", Kind.STATIC);

    private final Path folder;
    private final ImportOptions imports;
    private final PackStore store;
    private final Map<Path, Integer> places = new LinkedHashMap<>();
    private final List<FleetPlan.Trace> traces = new ArrayList<>();

    private FleetAssembly(Path folder, ImportOptions imports, PackStore store) {
        this.folder = folder;
        this.imports = imports;
        this.store = store;
    }

    /** Paths in the file are relative to its folder. */
    static FleetPlan of(Path file, long seed, ImportOptions imports, PackStore store) {
        FleetFile.Fleet fleet;
        try {
            fleet = FleetFile.read(file.toString(), FLEET.text(file));
        } catch (FleetFile.Mistake e) {
            throw CliException.wrongUse(String.valueOf(e.getMessage()), "");
        }
        Path folder = file.toAbsolutePath().normalize().getParent();
        FleetAssembly assembly = new FleetAssembly(folder == null ? Path.of("") : folder, imports, store);
        List<Contender> contenders = assembly.contenders(fleet.policies());
        List<FleetPlan.Group> groups =
                fleet.groups().stream().map(assembly::group).toList();
        return new FleetPlan(fleet.name(), seed, groups, assembly.traces, contenders);
    }

    private FleetPlan.Group group(FleetFile.Group group) {
        Path file = folder.resolve(group.device());
        ModelledReplay.setting(file, 0);
        String text = DEVICE.text(file);
        List<String> problems = FleetKeys.problems(text, group.spread());
        if (!problems.isEmpty()) {
            throw CliException.wrongUse(
                    group.at() + ": spread of " + group.name() + ": " + String.join("\n", problems),
                    "keys are those of " + file + ", for example battery.capacityAs");
        }
        List<Integer> drawn = group.traces().stream().map(this::trace).toList();
        return new FleetPlan.Group(group.name(), group.devices(), group.device(), text, drawn, group.spread());
    }

    private int trace(String name) {
        Path path = folder.resolve(name).normalize();
        Integer known = places.get(path);
        if (known != null) {
            return known;
        }
        try {
            traces.add(new FleetPlan.Trace(name, files(path)));
        } catch (IOException e) {
            throw CliException.failed(path + ": " + e.getMessage(), "");
        }
        places.put(path, traces.size() - 1);
        return traces.size() - 1;
    }

    private SortedMap<String, byte[]> files(Path trace) throws IOException {
        if (Files.isDirectory(trace)) {
            imports.open(trace);
            return read(trace);
        }
        Path work = Files.createTempDirectory("gearshift-import");
        try {
            TraceFolder.write(imports.read(trace), work);
            return read(work);
        } finally {
            remove(work);
        }
    }

    private static SortedMap<String, byte[]> read(Path trace) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> entries = Files.list(trace)) {
            for (Path file : entries.filter(Files::isRegularFile).toList()) {
                files.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static void remove(Path work) throws IOException {
        try (Stream<Path> entries = Files.list(work)) {
            for (Path file : entries.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(work);
    }

    private List<Contender> contenders(List<String> policies) {
        List<Contender> all = new ArrayList<>();
        for (String policy : policies) {
            Kind reference = REFERENCES.get(policy);
            Contender contender = reference == null ? pack(policy, all) : new Contender(policy, reference, new byte[0]);
            if (all.stream().anyMatch(other -> isSame(other, contender))) {
                throw CliException.wrongUse("policies: " + policy + " is there already", "keep one");
            }
            all.add(contender);
        }
        return all;
    }

    /** Two versions of a pack may share a name; the same rules twice say nothing. */
    private static boolean isSame(Contender one, Contender other) {
        return one.name().equals(other.name())
                || one.kind() == Kind.PACK && other.kind() == Kind.PACK && Arrays.equals(one.jar(), other.jar());
    }

    /** Under its own name, else with its version. */
    private Contender pack(String policy, List<Contender> before) {
        Path path = folder.resolve(policy);
        if (!BuiltIn.isName(policy) && !Files.exists(path)) {
            List<String> known = new ArrayList<>(BuiltIn.NAMES);
            known.addAll(REFERENCES.keySet().stream().sorted().toList());
            throw CliException.wrongUse("policies: no policy pack at " + path, Nearest.hintOrList(policy, known));
        }
        String reference = BuiltIn.isName(policy) ? policy : path.toString();
        try {
            byte[] jar = store.built(reference);
            PolicyId id = PackJar.read(jar).id();
            boolean isTaken = REFERENCES.containsKey(id.pack())
                    || before.stream().anyMatch(other -> other.name().equals(id.pack()));
            return new Contender(isTaken ? id.pack() + " " + id.version() : id.pack(), Kind.PACK, jar);
        } catch (PackException e) {
            throw ReplayFailures.of(e);
        } catch (IOException e) {
            throw CliException.failed(policy + ": " + e.getMessage(), "");
        }
    }
}
