package io.gearshift.policies.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class BuiltInTest {

    private static final Path RESOURCES = Path.of("src/main/resources/packs");

    static final List<String> NAMES = BuiltIn.NAMES;

    @Test
    void names_areTheFoldersInTheResources() throws Exception {
        try (Stream<Path> folders = Files.list(RESOURCES)) {
            assertThat(folders.map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(BuiltIn.NAMES);
        }
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void files_areThoseInTheResources(String name) throws Exception {
        assertThat(PackSource.of(name).files().keySet())
                .isEqualTo(PackSource.read(RESOURCES.resolve(name)).files().keySet());
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void jar_isBuiltFromTheText(String name) throws Exception {
        assertThat(PackJar.read(BuiltIn.jar(name)).id().hash())
                .isEqualTo(PackSource.of(name).hash());
    }
}
