package io.gearshift.policies.pack;

import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.policies.rules.BrokenPackException;
import io.gearshift.policies.rules.CompiledPack;
import io.gearshift.policies.rules.DroolsPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Gives policies by pack. A pack's text is hashed; the jar built from that text is taken from the state folder, or built
 * once by a child process. Each call gives a new policy, independent of earlier ones: the caller swaps one reference and
 * closes the old one. A pack with problems gives an exception, and the caller keeps what it has.
 */
public final class PackStore {

    private final Path folder;
    private final CompilerProcess compiler;

    /** Keeps built packs in {@code stateDir/packs}. */
    public PackStore(Path stateDir) {
        this(stateDir, CompilerProcess.ofSystem());
    }

    PackStore(Path stateDir, CompilerProcess compiler) {
        this.folder = stateDir.resolve("packs");
        this.compiler = compiler;
    }

    /**
     * Blocks, for seconds when the pack must be built.
     *
     * @param pack a built-in pack's name, or a folder with {@code pack.yaml}
     * @throws PackException with every problem of the pack, or why it could not be built
     */
    public Policy load(String pack) throws PackException {
        try {
            return DroolsPolicy.of(BuiltIn.isName(pack) ? builtIn(pack) : compiled(pack));
        } catch (BrokenPackException e) {
            throw new PackException(String.valueOf(e.getMessage()), "remove " + folder + " so that it is built again");
        } catch (IOException e) {
            throw new PackException("policy pack " + pack + " cannot be loaded: " + e, "");
        }
    }

    /**
     * The policy of exactly these rules, when they are built in or were once built here; for replaying what they decided.
     * Builds nothing.
     *
     * @throws PackException when the folder of built packs cannot be trusted
     */
    public Optional<Policy> find(PolicyId id) throws PackException {
        try {
            if (BuiltIn.isName(id.pack())) {
                CompiledPack builtIn = builtIn(id.pack());
                if (builtIn.id().equals(id)) {
                    return Optional.of(DroolsPolicy.of(builtIn));
                }
            }
            boolean isHash = id.hash().matches("[0-9a-f]+"); // a recording may name anything, a path even
            Optional<byte[]> kept = isHash && Files.isDirectory(folder)
                    ? BuiltPacks.open(folder).find(id.hash())
                    : Optional.empty();
            return kept.isPresent() ? Optional.of(DroolsPolicy.of(PackJar.read(kept.get()))) : Optional.empty();
        } catch (BrokenPackException e) {
            throw new PackException(String.valueOf(e.getMessage()), "remove " + folder + " so that it is built again");
        } catch (IOException e) {
            throw new PackException("policy pack " + id.pack() + " cannot be loaded: " + e, "");
        }
    }

    private static CompiledPack builtIn(String name) throws IOException {
        return PackJar.read(BuiltIn.jar(name));
    }

    private CompiledPack compiled(String pack) throws PackException, IOException {
        PackSource source = PackSource.of(pack);
        Path folder = Objects.requireNonNull(source.folder());
        String hash = source.hash();
        BuiltPacks built = BuiltPacks.open(this.folder);
        Optional<byte[]> kept = built.find(hash);
        return PackJar.read(kept.isPresent() ? kept.get() : build(folder, hash, built));
    }

    private byte[] build(Path source, String hash, BuiltPacks built) throws PackException, IOException {
        Path work = built.work();
        try {
            Path jar = work.resolve("pack.jar");
            compiler.build(source, jar, work);
            byte[] bytes = Files.readAllBytes(jar);
            if (!PackJar.read(bytes).id().hash().equals(hash)) {
                throw new PackException("policy pack " + source + " changed while it was built", "try again");
            }
            built.keep(hash, bytes);
            return bytes;
        } finally {
            BuiltPacks.remove(work);
        }
    }
}
