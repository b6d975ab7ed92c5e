package io.gearshift.daemon.demo.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in {@code docs/clients.md} is one. */
class ClientsDocTest {

    @Test
    void javaProgram_compiles(@TempDir Path dir) throws IOException {
        String text = Files.readString(Path.of("../docs/clients.md"));
        Matcher program = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL).matcher(text);
        assertThat(program.find()).isTrue();
        Path file = Files.writeString(dir.resolve("Ask.java"), program.group(1));
        var compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter problems = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean isGood = compiler.getTask(
                            problems, files, null, List.of("-d", dir.toString()), null, files.getJavaFileObjects(file))
                    .call();

            assertThat(isGood).as(problems.toString()).isTrue();
        }
    }
}
