package io.gearshift.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.daemon.config.ConfigOverride;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunArgumentsTest {

    @Test
    void plainOptions_areRead() {
        assertThat(RunArguments.parse("run")).contains(new RunArguments(Optional.empty(), List.of()));
        assertThat(RunArguments.parse("run", "-c", "a.yaml", "--port", "9000", "--sysfs", "fake"))
                .contains(new RunArguments(
                        Optional.of(Path.of("a.yaml")),
                        List.of(
                                new ConfigOverride("serving.port", "9000", "--port"),
                                new ConfigOverride("sensors.sysfs", "fake", "--sysfs"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "status",
                "run --help",
                "run --print-config",
                "run --port",
                "run --port=9000",
                "run --port 1 --port 2",
                "run -c a -c b",
                "run --config --port 9000 x",
                "run --prot 9000",
                "run extra words"
            })
    void anythingElse_isLeftToPicocli(String command) {
        assertThat(RunArguments.parse(command.split(" "))).isEmpty();
    }

    @Test
    void bothWays_tellTheSameOfAWrongConfiguration() {
        String[] args = {"run", "--config", "gone.yaml", "--port", "99999"};
        StringWriter err = new StringWriter();

        int exitCode = GearshiftCommand.execute(new PrintWriter(new StringWriter()), new PrintWriter(err), args);

        assertThat(CommandRun.of(args)).isEqualTo(new CommandRun(exitCode, "", err.toString()));
        assertThat(exitCode).isEqualTo(2);
    }
}
