package io.gearshift.policies.pack;

import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Heat;
import io.gearshift.core.policy.Location;
import io.gearshift.core.policy.Model;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.Precision;
import io.gearshift.core.policy.Scene;
import io.gearshift.policies.rules.CompiledPack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Small packs on disk, and inputs for them. */
public final class TestingPacks {

    private TestingPacks() {}

    public static Path write(Path folder, String rules) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("pack.yaml"), "name: small\nversion: \"1\"\nobjective: energy\n");
        Files.writeString(folder.resolve("rules.drl"), rules);
        return folder;
    }

    /** Built by a child process, as a daemon does it. */
    public static CompiledPack build(Path folder, String rules) throws IOException, PackException {
        Path pack = write(folder.resolve("pack"), rules);
        Path jar = folder.resolve("pack.jar");
        return CompilerProcess.ofSystem().build(pack, jar, folder);
    }

    /** As it ships. */
    public static CompiledPack builtIn(String name) throws IOException {
        return PackStore.builtIn(name);
    }

    public static Candidate candidate(String model, String variant, Precision precision) {
        return new Candidate(
                model,
                variant + "@cpu:1",
                variant,
                precision,
                Location.LOCAL,
                "cpu",
                1,
                0.9,
                0,
                10,
                12,
                5,
                1e6,
                false,
                false,
                precision == Precision.INT8,
                true);
    }

    public static PolicyInput input(Device device) {
        return new PolicyInput(
                device,
                Scene.initial(),
                List.of(new Model("fashion", "image", 50, null, 1, 0)),
                List.of(candidate("fashion", "full", Precision.FP32), candidate("fashion", "int8", Precision.INT8)));
    }

    public static Device device(Heat heat, Double secondsToTrip) {
        Device u = Device.unknown();
        return new Device(
                heat,
                70.0,
                "cpu",
                95.0,
                25.0,
                0.5,
                secondsToTrip,
                0,
                false,
                u.battery(),
                null,
                false,
                false,
                null,
                null,
                null,
                u.cpu(),
                null,
                null,
                0,
                4,
                null,
                u.memory(),
                null,
                null,
                null,
                u.io(),
                u.network(),
                null,
                false,
                false,
                List.of());
    }
}
