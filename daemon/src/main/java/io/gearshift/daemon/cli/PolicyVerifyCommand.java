package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.text.Sizes;
import io.gearshift.daemon.config.Home;
import io.gearshift.policies.bundle.Bundle;
import io.gearshift.policies.bundle.BundleException;
import io.gearshift.policies.bundle.BundleHead;
import io.gearshift.policies.bundle.Keys;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackSource;
import io.gearshift.policies.pack.PackStore;
import io.gearshift.policies.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gearshift policy verify}. */
@Command(
        name = "verify",
        description = {
            "Check a bundle as a device does: whole, unchanged, signed by a key you trust, built for this Gearshift, its code"
                    + " what rules compile to, its own tests passed in a process of their own.",
            "Ends with 1 when a device would refuse it."
        },
        footer = {"%nExample:", "  gearshift policy verify shop-1.2.gsp --key release.key.pub"})
final class PolicyVerifyCommand implements Callable<Integer> {

    private static final InputFile BUNDLE =
            new InputFile("", "a policy bundle", "gearshift policy build makes one of a pack");

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The bundle.")
    private Path file = Path.of("");

    @Option(
            names = "--key",
            paramLabel = "PUB.pem",
            description = "Public keys to trust; without it the signature is not checked and the answer is no.")
    private @Nullable Path key;

    @Option(names = "--state", paramLabel = "DIR", description = "The state folder, which keeps results of tests.")
    private @Nullable Path state;

    @Mixin
    private FormatOption format = new FormatOption();

    /** Of the bundle's own, that passed. */
    private int tests;

    @Override
    public Integer call() {
        BUNDLE.require(file);
        List<PublicKey> trusted = keys();
        Bundle bundle;
        long size;
        try {
            bundle = Bundle.read(file);
            size = Files.size(file);
        } catch (BundleException e) {
            throw CliException.failed(String.valueOf(e.getMessage()), "");
        } catch (IOException e) {
            throw CliException.failed(file + " cannot be read: " + e, "");
        }
        String problem = problem(bundle, trusted);
        if (spec != null) {
            spec.commandLine().getOut().print(format.isJson() ? json(bundle, problem) : text(bundle, size, problem));
            spec.commandLine().getOut().flush();
        }
        return problem.isEmpty() ? Exit.OK : Exit.NO;
    }

    private List<PublicKey> keys() {
        try {
            return key == null ? List.of() : Keys.readPublic(key);
        } catch (BundleException e) {
            throw CliException.wrongUse(String.valueOf(e.getMessage()), "");
        }
    }

    /** Empty when a device takes it. */
    private String problem(Bundle bundle, List<PublicKey> trusted) {
        if (!bundle.isSigned()) {
            return "it is not signed; build it with --sign KEY";
        }
        if (key == null) {
            return "whose signature it carries was not checked; give --key";
        }
        if (!bundle.isSignedBy(trusted)) {
            return "it is signed, but by no key in " + key;
        }
        return bundle.head().runtime().equals(PackSource.runtime())
                ? tried(bundle, trusted)
                : "it was built for another rule engine or vocabulary, by Gearshift "
                        + bundle.head().createdBy() + "; this is " + Version.current();
    }

    /** As a device that trusts the key does before it takes it. */
    private String tried(Bundle bundle, List<PublicKey> trusted) {
        Path folder = state == null ? Home.locate().state() : state;
        try (Policy policy = new PackStore(folder, trusted).load(bundle)) {
            tests = new Trial(folder).run(bundle, policy.id().hash(), true);
            return "";
        } catch (PackException e) {
            if (e.isPassing()) {
                throw CliException.failed(file + " could not be tried: " + e.reason(), e.advice());
            }
            return String.valueOf(e.getMessage());
        }
    }

    private String text(Bundle bundle, long size, String problem) {
        BundleHead head = bundle.head();
        StringBuilder text = new StringBuilder(head.name() + " " + head.version() + "\n");
        text.append("  digest     ").append(bundle.digest()).append('\n');
        text.append("  policy     ").append(head.hash()).append('\n');
        text.append("  built by   Gearshift ").append(head.createdBy()).append('\n');
        text.append("  size       ").append(Sizes.readable(size)).append('\n');
        head.entries()
                .keySet()
                .forEach(name -> text.append("  holds      ").append(name).append('\n'));
        if (problem.isEmpty()) {
            text.append("  tests      ")
                    .append(tests == 0 ? "it has none" : tests + " passed")
                    .append('\n');
        }
        return text.append(
                        problem.isEmpty() ? "good: a device that trusts this key takes it\n" : "no: " + problem + "\n")
                .toString();
    }

    private String json(Bundle bundle, String problem) {
        BundleHead head = bundle.head();
        ObjectNode json = JsonOutput.object()
                .put("isGood", problem.isEmpty())
                .put("problem", problem)
                .put("tests", tests)
                .put("name", head.name())
                .put("version", head.version())
                .put("digest", bundle.digest())
                .put("hash", head.hash())
                .put("runtime", head.runtime())
                .put("createdBy", head.createdBy())
                .put("isSigned", bundle.isSigned());
        head.entries().forEach(json.putObject("entries")::put);
        return JsonOutput.text(json);
    }
}
