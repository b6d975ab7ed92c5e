package io.gearshift.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/policy-diff.md prints what it says; -Dapprove writes what it prints. */
class PolicyDiffGuideTest {

    private static final Path GUIDE = Path.of("../docs/policy-diff.md");
    private static final Pattern FILE = Pattern.compile("```\\w+ (\\S+)\n(.*?)```\n", Pattern.DOTALL);
    private static final Pattern EXAMPLE =
            Pattern.compile("```console\n\\$ gearshift (.*?)\n(.*?)```\n", Pattern.DOTALL);

    @TempDir
    private Path dir;

    private void writeFiles(String guide) throws IOException {
        Matcher files = FILE.matcher(guide);
        while (files.find()) {
            Path file = dir.resolve(files.group(1));
            Files.createDirectories(file.getParent());
            Files.writeString(file, files.group(2));
        }
    }

    /** Files of the guide lie in a folder of the test; everything else stays as it is written there. */
    private String[] args(String command) {
        return Arrays.stream((command + " --state " + dir.resolve("state")).split(" "))
                .map(word -> Files.exists(dir.resolve(word)) ? dir.resolve(word).toString() : word)
                .toArray(String[]::new);
    }

    @Test
    void example_printsWhatTheGuideSays() throws Exception {
        String guide = Files.readString(GUIDE);
        writeFiles(guide);
        Matcher example = EXAMPLE.matcher(guide);
        assertThat(example.find()).isTrue();

        CommandRun run = CommandRun.of(args(example.group(1)));

        String printed = run.out().replace(dir + "/", "").replaceAll("\\(hash [0-9a-f]+\\)", "(hash ...)");
        if (System.getProperty("approve") != null) {
            Files.writeString(GUIDE, guide.replace(example.group(2), printed));
            return;
        }
        assertThat(run.err()).isEmpty();
        assertThat(printed).isEqualTo(example.group(2));
        assertThat(run.exitCode()).as("--max-changed is broken").isEqualTo(1);
    }
}
