package io.gearshift.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.daemon.config.Config;
import io.gearshift.daemon.config.ConfigLoader;
import io.gearshift.daemon.config.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands and the configuration that docs/policy-guide.md shows do what it says. */
class PolicyGuideCommandsTest {

    private static final Path GUIDE = Path.of("../docs/policy-guide.md");

    @TempDir
    private Path dir;

    private static String example(int number) throws IOException {
        return Arrays.stream(Files.readString(GUIDE).split("(?m)^## "))
                .filter(section -> section.startsWith(number + ". "))
                .findFirst()
                .orElseThrow();
    }

    private static String block(String text, String info) {
        Matcher matcher = Pattern.compile("```" + Pattern.quote(info) + "\n(.*?)```", Pattern.DOTALL)
                .matcher(text);
        assertThat(matcher.find()).as(info).isTrue();
        return matcher.group(1);
    }

    @Test
    void beforeYouShip_itsCommands_testCompareBuildAndVerify() throws IOException {
        String example = example(12);
        Path pack = Files.createDirectories(dir.resolve("mydevice/tests")).getParent();
        Files.writeString(pack.resolve("pack.yaml"), "name: mydevice\nversion: \"1\"\nobjective: accuracy\n");
        Files.writeString(pack.resolve("rules.drl"), block(example, "drl"));
        Files.writeString(pack.resolve("tests/rules.yaml"), block(example, "yaml test"));
        Files.writeString(dir.resolve("day.log"), log());

        List<String> commands = block(example, "console").lines().toList();
        assertThat(commands).hasSize(5);
        List<String> said = new ArrayList<>();
        for (String command : commands) {
            CommandRun run = CommandRun.of(args(command.replace("$ gearshift ", "")));
            assertThat(run.err()).as(command).isEmpty();
            assertThat(run.exitCode()).as(command + run.out()).isZero();
            said.add(run.out());
        }
        assertThat(said.get(0)).contains("mydevice 1: 1 passed");
        assertThat(said.get(1)).contains("mydevice", "default");
        assertThat(dir.resolve("mydevice.gsp")).isNotEmptyFile();
    }

    /** A minute that warms up, as tegrastats writes it. */
    private static String log() {
        StringBuilder text = new StringBuilder();
        for (int s = 0; s < 60; s++) {
            text.append(String.format("04-19-2026 01:31:%02d RAM 512/4096MB CPU [9%%@1728] tj@%dC%n", s, 50 + s / 2));
        }
        return text.toString();
    }

    /** Files lie in a folder of the test; the rest stays as it is written. */
    private String[] args(String command) {
        List<String> args = new ArrayList<>();
        for (String word : command.split(" ")) {
            boolean isFile = word.startsWith("my") || word.equals("day.log");
            args.add(isFile ? dir.resolve(word).toString() : word);
        }
        if (!command.matches("policy (verify|keygen) .*")) {
            args.addAll(List.of("--state", dir.resolve("state").toString()));
        }
        return args.toArray(String[]::new);
    }

    @Test
    void shadow_itsConfiguration_isOne() throws Exception {
        Path file = Files.writeString(dir.resolve("gearshift.yaml"), block(example(13), "yaml gearshift.yaml"));
        Path pack = Files.createDirectories(dir.resolve("mydevice"));
        Files.writeString(pack.resolve("pack.yaml"), block(example(13), "yaml pack.yaml"));
        Home home = new Home(dir.resolve("models"), dir.resolve("var"), 4);
        Config config = ConfigLoader.load(Optional.of(file), List.of(), home);
        assertThat(config.policy().pack()).isEqualTo("default");
        assertThat(config.policy().shadow()).endsWith("mydevice");
    }
}
