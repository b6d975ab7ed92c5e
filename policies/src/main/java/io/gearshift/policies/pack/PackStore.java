package io.gearshift.policies.pack;

import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.policies.rules.BrokenPackException;
import io.gearshift.policies.rules.CompiledPack;
import io.gearshift.policies.rules.DroolsPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Gives policies by pack. A pack's text is hashed; the jar built from that text is taken from the state folder, or built
 * once by a child process. Each call gives a new policy, independent of earlier ones: the caller swaps one reference and
 * closes the old one. A pack with problems gives an exception, and the caller keeps what it has.
 */
public final class PackStore {

    /** The built-in pack, built together with Gearshift. */
    public static final String BUILT_IN = "default";

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
     * @param pack {@code default} or a folder with {@code pack.yaml}
     * @throws PackException with every problem of the pack, or why it could not be built
     */
    public Policy load(String pack) throws PackException {
        try {
            return DroolsPolicy.of(pack.equals(BUILT_IN) ? builtIn() : compiled(Path.of(pack)));
        } catch (InvalidPathException e) {
            throw new PackException(
                    "no policy pack at " + pack + ": " + e.getReason(), "give a folder, or " + BUILT_IN);
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
            CompiledPack builtIn = builtIn();
            if (builtIn.id().equals(id)) {
                return Optional.of(DroolsPolicy.of(builtIn));
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

    private static CompiledPack builtIn() throws IOException, PackException {
        try (InputStream jar = PackStore.class.getResourceAsStream("/packs/" + BUILT_IN + ".jar")) {
            if (jar == null) {
                throw new PackException("the built-in policy pack is missing from this build", "build Gearshift again");
            }
            return PackJar.read(jar.readAllBytes());
        }
    }

    private CompiledPack compiled(Path source) throws PackException, IOException {
        String hash = PackSource.read(source).hash();
        BuiltPacks built = BuiltPacks.open(folder);
        Optional<byte[]> kept = built.find(hash);
        return PackJar.read(kept.isPresent() ? kept.get() : build(source, hash, built));
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
