package io.gearshift.policies.pack;

import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.policies.bundle.Bundle;
import io.gearshift.policies.bundle.BundleException;
import io.gearshift.policies.bundle.BundleHead;
import io.gearshift.policies.code.CodeCheck;
import io.gearshift.policies.rules.BrokenPackException;
import io.gearshift.policies.rules.CompiledPack;
import io.gearshift.policies.rules.DroolsPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;

/**
 * Gives policies by pack. A pack's text is hashed; the jar built from that text is taken from the state folder, or built
 * once by a child process. Each call gives a new policy, independent of earlier ones: the caller swaps one reference and
 * closes the old one. A pack with problems gives an exception, and the caller keeps what it has.
 */
public final class PackStore {

    private final Path folder;
    private final CompilerProcess compiler;
    private final List<PublicKey> trusted;

    /** Keeps built packs in {@code stateDir/packs}. */
    public PackStore(Path stateDir) {
        this(stateDir, List.of());
    }

    /** @param trusted whose bundles are run as they were built; the text of others is built here */
    public PackStore(Path stateDir, List<PublicKey> trusted) {
        this(folder(stateDir), CompilerProcess.ofSystem(), trusted);
    }

    PackStore(Path stateDir, CompilerProcess compiler) {
        this(folder(stateDir), compiler, List.of());
    }

    PackStore(Path folder, CompilerProcess compiler, List<PublicKey> trusted) {
        this.folder = folder;
        this.compiler = compiler;
        this.trusted = List.copyOf(trusted);
    }

    /** Where built packs lie. */
    static Path folder(Path stateDir) {
        return stateDir.resolve("packs");
    }

    /**
     * Blocks, for seconds when the pack must be built.
     *
     * @param pack a built-in pack's name, a folder with {@code pack.yaml}, or a bundle's file
     * @throws PackException with every problem of the pack, or why it could not be built
     */
    public Policy load(String pack) throws PackException {
        if (isBundle(pack)) {
            return load(bundle(Path.of(pack)));
        }
        try {
            return DroolsPolicy.of(BuiltIn.isName(pack) ? builtIn(pack) : compiled(pack));
        } catch (BrokenPackException e) {
            throw PackException.passing(
                    String.valueOf(e.getMessage()), "remove " + folder + " so that it is built again");
        } catch (IOException e) {
            throw PackException.passing("policy pack " + pack + " cannot be loaded: " + e);
        }
    }

    /** A file, and named as one: a folder of that name is a pack like any other. */
    public static boolean isBundle(String reference) {
        return reference.endsWith(Bundle.SUFFIX) && !Files.isDirectory(Path.of(reference));
    }

    /**
     * @throws PackException when the file cannot be read or is no bundle
     */
    public static Bundle bundle(Path file) throws PackException {
        try {
            return Bundle.read(file);
        } catch (BundleException e) {
            throw new PackException(String.valueOf(e.getMessage()), "");
        }
    }

    /**
     * A bundle that a trusted key signed runs as it was built. Of any other only the text is used: it is checked and built
     * here, like a folder.
     *
     * @throws PackException when it was built for another engine or vocabulary, or cannot be built here
     */
    public Policy load(Bundle bundle) throws PackException {
        try {
            return DroolsPolicy.of(runsAsBuilt(bundle) ? asBuilt(bundle) : builtHere(bundle));
        } catch (BrokenPackException e) {
            throw new PackException(String.valueOf(e.getMessage()), "build the bundle again");
        } catch (IOException e) {
            throw PackException.passing("policy bundle " + bundle.head().name() + " cannot be loaded: " + e);
        }
    }

    /** Whether its code is run, or only its text used. */
    public boolean runsAsBuilt(Bundle bundle) {
        return bundle.isSignedBy(trusted);
    }

    private CompiledPack asBuilt(Bundle bundle) throws PackException, IOException {
        BundleHead head = bundle.head();
        if (!head.runtime().equals(PackSource.runtime())) {
            throw new PackException(
                    "policy bundle " + head.name() + " " + head.version() + " was built by Gearshift "
                            + head.createdBy() + ", for another rule engine or vocabulary than this one has",
                    "build it with the version of Gearshift that runs here");
        }
        CompiledPack pack = PackJar.read(bundle.jar());
        if (!pack.id().equals(new PolicyId(head.name(), head.version(), head.hash()))) {
            throw new PackException("policy bundle " + head.name() + " holds the code of " + pack.id(), "");
        }
        List<String> refused = CodeCheck.refusals(pack.classes());
        if (!refused.isEmpty()) {
            throw new PackException(
                    "policy bundle " + head.name() + " " + head.version() + " holds code that no rule compiles to:\n  "
                            + String.join("\n  ", refused),
                    "gearshift policy build did not write it, whoever signed it: take its key from policy.bundle.publicKeyFile");
        }
        if (!isItsText(bundle)) {
            throw new PackException(
                    "policy bundle " + head.name() + " " + head.version()
                            + " holds another text than its code was built from",
                    "build it again with: gearshift policy build");
        }
        return pack;
    }

    private CompiledPack builtHere(Bundle bundle) throws PackException, IOException {
        BuiltPacks built = BuiltPacks.open(folder);
        Path work = built.work();
        try {
            PackSource source = PackSource.read(bundle.unpack(work));
            for (Path part : source.folders()) {
                if (!part.startsWith(work.toAbsolutePath().normalize())) {
                    throw new PackException(
                            "policy bundle " + bundle.head().name() + " extends a pack that it does not carry",
                            "gearshift policy build did not write it: fetch it again, from a source you trust");
                }
            }
            return PackJar.read(jar(source));
        } finally {
            BuiltPacks.remove(work);
        }
    }

    /**
     * The pack as a bundle, not signed. Blocks, for seconds when the pack must be built.
     *
     * @param pack a built-in pack's name, or a folder with {@code pack.yaml}
     * @param createdBy this version of Gearshift
     * @throws PackException with every problem of the pack, or why it could not be built
     */
    public Bundle bundle(String pack, String createdBy) throws PackException {
        try {
            PackSource source = PackSource.of(pack);
            Carried carried = Carried.of(source);
            Bundle bundle = Bundle.of(
                    source.manifest().name(),
                    source.manifest().version(),
                    source.hash(),
                    PackSource.runtime(),
                    createdBy,
                    jar(source),
                    carried.folder(),
                    carried.files());
            if (!isItsText(bundle)) {
                throw new PackException("policy pack " + pack + " changed while it was built", "try again");
            }
            return bundle;
        } catch (BundleException e) {
            throw new PackException("policy pack " + pack + " " + e.getMessage(), "rename it");
        } catch (IOException e) {
            throw new PackException("policy pack " + pack + " cannot be built: " + e, "");
        }
    }

    /** Unpacked elsewhere, it is the pack that it says. */
    private boolean isItsText(Bundle bundle) throws PackException, IOException {
        Path work = BuiltPacks.open(folder).work();
        try {
            return PackSource.read(bundle.unpack(work))
                    .hash()
                    .equals(bundle.head().hash());
        } finally {
            BuiltPacks.remove(work);
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

    static CompiledPack builtIn(String name) throws IOException {
        return PackJar.read(BuiltIn.jar(name));
    }

    /**
     * The pack built, as bytes for another machine of the same version; {@link PackJar#read} takes them. Of a bundle the text is
     * used, as {@link #load(Bundle)} does. Blocks, for seconds when the pack must be built.
     *
     * @param pack as of {@link #load(String)}
     * @throws PackException with every problem of the pack, or why it could not be built
     */
    public byte[] built(String pack) throws PackException {
        try {
            if (isBundle(pack)) {
                Bundle bundle = bundle(Path.of(pack));
                return PackJar.write(runsAsBuilt(bundle) ? asBuilt(bundle) : builtHere(bundle));
            }
            return jar(PackSource.of(pack));
        } catch (IOException e) {
            throw PackException.passing("policy pack " + pack + " cannot be built: " + e);
        }
    }

    private CompiledPack compiled(String pack) throws PackException, IOException {
        return PackJar.read(jar(PackSource.of(pack)));
    }

    private byte[] jar(PackSource source) throws PackException, IOException {
        Path own = source.folder();
        if (own == null) {
            return BuiltIn.jar(source.manifest().name());
        }
        BuiltPacks built = BuiltPacks.open(folder);
        Optional<byte[]> kept = built.find(source.hash());
        return kept.isPresent() ? kept.get() : build(own, source.hash(), built);
    }

    private byte[] build(Path source, String hash, BuiltPacks built) throws PackException, IOException {
        Path work = built.work();
        try {
            Path jar = work.resolve("pack.jar");
            CompiledPack pack = compiler.build(source, jar, work);
            if (!pack.id().hash().equals(hash)) {
                throw new PackException("policy pack " + source + " changed while it was built", "try again");
            }
            byte[] bytes = PackJar.write(pack);
            built.keep(hash, bytes);
            return bytes;
        } finally {
            BuiltPacks.remove(work);
        }
    }
}
