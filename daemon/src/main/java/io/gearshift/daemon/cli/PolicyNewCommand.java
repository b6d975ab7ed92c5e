package io.gearshift.daemon.cli;

import io.gearshift.policies.pack.BuiltIn;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackSource;
import io.gearshift.policies.scaffold.NewPack;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gearshift policy new}. */
@Command(
        name = "new",
        description = "Begin a policy pack: a folder with one rule and tests that pass. Overwrites nothing.",
        footer = {
            "%nExamples:",
            "  gearshift policy new my-pack",
            "  gearshift policy new my-pack --extends default --dir packs/mine"
        })
final class PolicyNewCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "The pack's name, and its folder unless --dir says otherwise.")
    private String name = "";

    @Option(
            names = "--extends",
            paramLabel = "PACK",
            description = "The pack to adapt: a built-in pack's name, or a folder.")
    private @Nullable String parent;

    @Option(names = "--dir", paramLabel = "DIR", description = "The folder to write into (default: ./NAME).")
    private @Nullable Path folder;

    @Override
    public Integer call() {
        if (!NewPack.NAME.matcher(name).matches()) {
            throw CliException.wrongUse(
                    "no pack can be named \"" + name + "\"", "take letters, digits, - and _; --dir names the folder");
        }
        Path target = folder == null ? Path.of(name) : folder;
        try {
            List<Path> files = NewPack.write(target, name, parent(target));
            if (spec != null) {
                files.forEach(file -> spec.commandLine().getOut().println(file));
                spec.commandLine()
                        .getOut()
                        .println("next: gearshift policy check " + target + " && gearshift policy test " + target);
                spec.commandLine().getOut().flush();
            }
            return Exit.OK;
        } catch (FileAlreadyExistsException e) {
            throw CliException.failed(
                    e.getFile() + " exists already", "take another name, or --dir for another folder");
        } catch (IOException e) {
            throw CliException.failed("cannot write " + target + ": " + e, "name a folder that can be made with --dir");
        }
    }

    /** As the new pack's file must name it: a folder relative to the pack. */
    private @Nullable String parent(Path target) {
        if (parent == null) {
            return null;
        }
        try {
            PackSource.of(parent);
        } catch (PackException e) {
            throw CliException.wrongUse(String.valueOf(e.getMessage()), "");
        }
        boolean isFolder = !BuiltIn.isName(parent) && Files.isDirectory(Path.of(parent));
        return isFolder
                ? target.toAbsolutePath()
                        .normalize()
                        .relativize(Path.of(parent).toAbsolutePath().normalize())
                        .toString()
                : parent;
    }
}
