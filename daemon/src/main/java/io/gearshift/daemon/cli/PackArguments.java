package io.gearshift.daemon.cli;

import io.gearshift.policies.pack.BuiltIn;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackStore;
import io.gearshift.policies.pack.UnpackedBundle;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Packs as somebody names them. A bundle lies unpacked until this is closed, and its text is what is meant: whose code it
 * carries is the question of {@code policy verify}.
 */
final class PackArguments implements AutoCloseable {

    private final Map<String, UnpackedBundle> bundles = new LinkedHashMap<>();

    /**
     * @param given a built-in pack's name, a folder, or a bundle's file
     * @return a built-in pack's name, or a folder
     * @throws PackException when it is a bundle that cannot be read
     */
    String reference(String given) throws PackException {
        try {
            if (BuiltIn.isName(given) || !PackStore.isBundle(given)) {
                return given;
            }
            UnpackedBundle bundle = bundles.get(given);
            if (bundle == null) {
                bundle = UnpackedBundle.of(Path.of(given));
                bundles.put(given, bundle);
            }
            return bundle.folder().toString();
        } catch (InvalidPathException e) {
            throw new PackException("no policy pack at " + given + ": " + e.getReason(), "give a folder");
        } catch (IOException e) {
            throw new PackException(given + " cannot be unpacked: " + e, "");
        }
    }

    /** The same text with bundles named as they were given. */
    String shown(String text) {
        String shown = text;
        for (Map.Entry<String, UnpackedBundle> bundle : bundles.entrySet()) {
            shown = shown.replace(bundle.getValue().folder().toString(), bundle.getKey());
        }
        return shown;
    }

    @Override
    public void close() {
        bundles.values().forEach(UnpackedBundle::close);
    }
}
