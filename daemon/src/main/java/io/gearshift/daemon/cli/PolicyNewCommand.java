package io.gearshift.daemon.cli;

import io.gearshift.policies.pack.BuiltIn;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackSource;
import io.gearshift.policies.scaffold.NewPack;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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
        description = {
            "Begin a policy pack: a new folder with one rule and tests that pass. Overwrites nothing.",
            "The folder is NAME, here or in --dir; NAME may be a path, and its last part names the pack."
        },
        footer = {
            "%nExamples:",
            "  gearshift policy new my-pack",
            "  gearshift policy new my-pack --extends quiet --dir packs     makes packs/my-pack",
            "  gearshift policy new .                                       in this folder, which is empty"
        })
final class PolicyNewCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "The pack's name, or the path of its folder.")
    private String name = "";

    @Option(
            names = "--extends",
            paramLabel = "PACK",
            description = "The pack to adapt: a built-in pack's name, or a folder.")
    private @Nullable String parent;

    @Option(names = "--dir", paramLabel = "DIR", description = "The folder to make it in (default: here).")
    private Path dir = Path.of("");

    @Override
    public Integer call() {
        Path target = target();
        String pack = String.valueOf(target.toAbsolutePath().normalize().getFileName());
        if (!NewPack.NAME.matcher(pack).matches()) {
            throw CliException.wrongUse("no pack can be named \"" + pack + "\"", "take letters, digits, - and _");
        }
        if (BuiltIn.isName(pack)) {
            throw CliException.wrongUse(
                    pack + " is the name of a built-in pack",
                    "take another, such as my-" + pack + " --extends " + pack);
        }
        try {
            tell(target, pack, NewPack.write(target, pack, parent(target)));
            return Exit.OK;
        } catch (FileAlreadyExistsException e) {
            throw CliException.failed(
                    e.getFile() + " exists already; nothing was written",
                    "take another name, or an empty folder with --dir");
        } catch (IOException e) {
            throw CliException.failed("cannot write " + target + ": " + e, "name a folder that can be made with --dir");
        }
    }

    private Path target() {
        try {
            Path target = dir.resolve(name).normalize();
            return target.toString().isEmpty() ? Path.of(".") : target;
        } catch (InvalidPathException e) {
            throw CliException.wrongUse("no folder can be named " + name + ": " + e.getReason(), "");
        }
    }

    private void tell(Path target, String pack, List<Path> files) {
        if (spec == null) {
            return;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("Made the policy pack " + pack + " in "
                + target.toAbsolutePath().normalize() + ":");
        files.forEach(file -> out.println("  " + target.relativize(file)));
        out.println("Next:");
        out.println("  gearshift policy check " + target);
        out.println("  gearshift policy test " + target + (parent == null ? "" : " --inherited"));
        out.println("  and to use it, in gearshift.yaml: policy: {pack: \""
                + target.toAbsolutePath().normalize() + "\"}");
        out.flush();
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
