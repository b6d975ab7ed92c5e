package io.gearshift.daemon.cli;

import io.gearshift.core.policy.Policy;
import io.gearshift.core.text.Sizes;
import io.gearshift.daemon.config.Home;
import io.gearshift.policies.bundle.Bundle;
import io.gearshift.policies.bundle.BundleException;
import io.gearshift.policies.bundle.Keys;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackStore;
import io.gearshift.policies.test.PackTests;
import io.gearshift.policies.test.TestReport;
import io.gearshift.policies.test.TestResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gearshift policy build}. */
@Command(
        name = "build",
        description = {
            "Build a pack into a bundle for devices: its code, text and tests in one file, checksummed and signed.",
            "Ends with 1 when the pack has a problem or one of its tests fails."
        },
        footer = {
            "%nExamples:",
            "  gearshift policy build ./shop --sign release.key",
            "  gearshift policy build ./shop --out site/policies/shop.gsp --sign release.key"
        })
final class PolicyBuildCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "PACK", description = "A folder with pack.yaml, or a built-in pack's name.")
    private String pack = "";

    @Option(names = "--out", paramLabel = "FILE", description = "Where to (default: NAME-VERSION.gsp, here).")
    private @Nullable Path out;

    @Option(
            names = "--sign",
            paramLabel = "KEY.pem",
            description = "Private key, Ed25519, see policy keygen. A device runs the code of signed bundles only.")
    private @Nullable Path key;

    @Option(names = "--skip-tests", description = "Build although the pack's tests were not run.")
    private boolean isUntested;

    @Option(names = "--state", paramLabel = "DIR", description = "The state folder, which keeps built packs.")
    private @Nullable Path state;

    @Mixin
    private FormatOption format = new FormatOption();

    @Override
    public Integer call() {
        if (PackStore.isBundle(pack)) {
            throw CliException.wrongUse(
                    pack + " is a bundle already",
                    "policy verify says what is in it; a signature is made when the pack's folder is built");
        }
        PrivateKey secret = key();
        PackStore store = new PackStore(state == null ? Home.locate().state() : state);
        Bundle bundle = build(store);
        String tests = isUntested ? "not run" : test(store);
        Bundle finished = secret == null ? bundle : bundle.signed(secret);
        Path file = out != null
                ? out
                : Path.of(bundle.head().name() + "-" + bundle.head().version() + Bundle.SUFFIX);
        byte[] bytes = finished.bytes();
        write(file, bytes);
        if (spec != null) {
            spec.commandLine()
                    .getOut()
                    .print(
                            format.isJson()
                                    ? json(finished, file, bytes.length, tests)
                                    : text(finished, file, bytes, tests));
            spec.commandLine().getOut().flush();
        }
        return Exit.OK;
    }

    private @Nullable PrivateKey key() {
        try {
            return key == null ? null : Keys.readPrivate(key);
        } catch (BundleException e) {
            throw CliException.wrongUse(String.valueOf(e.getMessage()), "");
        }
    }

    private Bundle build(PackStore store) {
        try {
            return store.bundle(pack, Version.current());
        } catch (PackException e) {
            throw e.problems().isEmpty()
                    ? CliException.wrongUse(String.valueOf(e.getMessage()), "")
                    : CliException.failed(String.valueOf(e.getMessage()), "");
        }
    }

    private String test(PackStore store) {
        Path folder = Path.of(pack);
        if (!Files.isDirectory(folder)) {
            return "none"; // built in: tested with Gearshift itself
        }
        try (Policy policy = store.load(pack)) {
            TestReport report = PackTests.run(policy, folder);
            if (report.isPassed()) {
                return report.results().isEmpty() ? "none" : report.results().size() + " passed";
            }
            String failed = report.results().stream()
                    .filter(result -> result.status() != TestResult.Status.PASSED)
                    .map(r -> r.file() + ":" + r.line() + ":" + r.column() + ": " + r.name() + ": "
                            + String.join("; ", r.mismatches()))
                    .collect(Collectors.joining("\n  "));
            throw CliException.failed(
                    "policy pack " + pack + ": tests fail, nothing was built:\n  " + failed,
                    "gearshift policy test shows more; --skip-tests builds all the same");
        } catch (PackException | IOException e) {
            throw CliException.failed(String.valueOf(e.getMessage()), "");
        }
    }

    /** Whole or not at all: a web server may be reading it. */
    private static void write(Path file, byte[] bytes) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
            Path whole = Files.createTempFile(folder, ".build-", ".tmp");
            try {
                Files.write(whole, bytes);
                if (Files.getFileStore(whole).supportsFileAttributeView("posix")) {
                    Files.setPosixFilePermissions(whole, PosixFilePermissions.fromString("rw-r--r--"));
                }
                Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(whole);
            }
        } catch (IOException e) {
            throw CliException.wrongUse(file + " cannot be written: " + e, "");
        }
    }

    private static String text(Bundle bundle, Path file, byte[] bytes, String tests) {
        return file + "  " + bundle.head().name() + " " + bundle.head().version() + ", " + Sizes.readable(bytes.length)
                + "\n  digest  " + bundle.digest() + "\n  tests   " + tests + "\n  "
                + (bundle.isSigned()
                        ? "signed\n"
                        : "not signed: devices that pull bundles refuse it; sign with --sign KEY\n");
    }

    private static String json(Bundle bundle, Path file, long size, String tests) {
        return JsonOutput.text(JsonOutput.object()
                .put("file", file.toString())
                .put("bytes", size)
                .put("name", bundle.head().name())
                .put("version", bundle.head().version())
                .put("digest", bundle.digest())
                .put("hash", bundle.head().hash())
                .put("isSigned", bundle.isSigned())
                .put("tests", tests));
    }
}
