package io.gearshift.policies.pack;

import io.gearshift.policies.bundle.Bundle;
import io.gearshift.policies.bundle.BundleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A bundle's text as a folder, for as long as it is needed.
 *
 * @param work what {@link #close} removes
 * @param folder of the pack
 */
public record UnpackedBundle(Path work, Path folder) implements AutoCloseable {

    /** Beside the built packs of the state folder. */
    public static UnpackedBundle of(Bundle bundle, Path stateDir) throws PackException, IOException {
        return unpacked(bundle, BuiltPacks.open(PackStore.folder(stateDir)).work());
    }

    /**
     * Among the system's temporary files.
     *
     * @throws PackException when it is no bundle
     */
    public static UnpackedBundle of(Path file) throws PackException, IOException {
        try {
            return unpacked(Bundle.read(file), Files.createTempDirectory("gearshift-bundle-"));
        } catch (BundleException e) {
            throw new PackException(String.valueOf(e.getMessage()), "");
        }
    }

    private static UnpackedBundle unpacked(Bundle bundle, Path work) throws IOException {
        try {
            return new UnpackedBundle(work, bundle.unpack(work));
        } catch (IOException e) {
            BuiltPacks.remove(work);
            throw e;
        }
    }

    /** Makes {@link #work} a state folder that has built this text into the bundle's own code. */
    public void carry(Bundle bundle) throws PackException, IOException {
        BuiltPacks.open(PackStore.folder(work)).keep(bundle.head().hash(), bundle.jar());
    }

    @Override
    public void close() {
        BuiltPacks.remove(work);
    }
}
