package io.gearshift.daemon.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.gearshift.policies.bundle.Keys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gearshift policy keygen}. */
@Command(
        name = "keygen",
        description = {
            "Make a pair of keys (Ed25519, PEM): FILE signs bundles and is to be kept secret, FILE.pub goes on the devices.",
            "Keys of openssl genpkey -algorithm ed25519 do as well."
        },
        footer = {"%nExample:", "  gearshift policy keygen --out release.key"})
final class PolicyKeygenCommand implements Callable<Integer> {

    private static final boolean IS_POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to; nothing is overwritten.")
    private Path out = Path.of("");

    @Mixin
    private FormatOption format = new FormatOption();

    @Override
    public Integer call() {
        KeyPair pair = Keys.generate();
        Path open = out.resolveSibling(out.getFileName() + ".pub");
        write(open, Keys.pem(pair.getPublic()), "rw-r--r--");
        write(out, Keys.pem(pair.getPrivate()), "rw-------");
        String fingerprint = Keys.fingerprint(pair.getPublic());
        if (spec != null) {
            spec.commandLine()
                    .getOut()
                    .print(
                            format.isJson()
                                    ? JsonOutput.text(JsonOutput.object()
                                            .put("privateKey", out.toString())
                                            .put("publicKey", open.toString())
                                            .put("fingerprint", fingerprint))
                                    : "key " + fingerprint + "\n  " + out + "  signs; keep it secret\n  " + open
                                            + "  for the devices: policy.bundle.publicKeyFile\n");
            spec.commandLine().getOut().flush();
        }
        return Exit.OK;
    }

    private static void write(Path file, String text, String mode) {
        FileAttribute<?>[] attributes = IS_POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
        try (FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
            channel.write(ByteBuffer.wrap(text.getBytes(US_ASCII)));
        } catch (FileAlreadyExistsException e) {
            throw CliException.wrongUse(file + " is there already", "a key is never overwritten: give another --out");
        } catch (IOException e) {
            throw CliException.wrongUse(file + " cannot be written: " + e, "");
        }
    }
}
