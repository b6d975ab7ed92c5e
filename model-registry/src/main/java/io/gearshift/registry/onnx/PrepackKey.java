package io.gearshift.registry.onnx;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What prepacked weights hold good for: the model's bytes, the data files beside it, the runtime's version and what the
 * processor can do.
 *
 * @param model of the model's digest
 * @param rest of all else
 */
record PrepackKey(String model, String rest) {

    /** 80 bits: the name only has to tell the models of one device apart. */
    private static final int DIGITS = 20;

    /** Cannot be weights. */
    private static final Set<String> NOT_DATA = Set.of("onnx", "ort", "yaml", "yml", "json", "txt", "md");

    static PrepackKey of(Path file, String sha256, String version) throws IOException {
        String rest = version + '\n' + Cpu.FLAGS + '\n' + dataBeside(file);
        return new PrepackKey(sha256.substring(0, DIGITS), Digests.sha256(rest).substring(0, DIGITS));
    }

    String name() {
        return model + "-" + rest;
    }

    /** Whether an entry's name is of the same model for something else. */
    boolean isSameModel(String name) {
        return name.startsWith(model + "-") && !name.equals(name());
    }

    /** A model may keep weights in files beside it, which its own digest does not cover: their names, sizes and times. */
    private static String dataBeside(Path file) throws IOException {
        Set<String> data = new TreeSet<>();
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            return "";
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(parent, Files::isRegularFile)) {
            for (Path other : files) {
                String name = other.getFileName().toString();
                String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
                if (!NOT_DATA.contains(ending)) {
                    data.add(name
                            + ' '
                            + Files.size(other)
                            + ' '
                            + Files.getLastModifiedTime(other).toMillis());
                }
            }
        }
        return String.join("\n", data);
    }

    /** What the processor can do, as the kernel lists it. */
    private static final class Cpu {

        private static final Path CPUINFO = Path.of("/proc/cpuinfo");

        /** Read once: the kernel writes the text anew, for each processor, at each read. */
        static final String FLAGS = flags();

        private static String flags() {
            String machine = System.getProperty("os.arch") + ' ' + System.getProperty("os.name");
            try (Stream<String> lines = Files.lines(CPUINFO)) {
                // "flags" on x86, "Features" on ARM.
                return machine
                        + lines.filter(line -> line.startsWith("flags") || line.startsWith("Features"))
                                .findFirst()
                                .orElse("");
            } catch (IOException e) {
                return machine;
            }
        }
    }
}
