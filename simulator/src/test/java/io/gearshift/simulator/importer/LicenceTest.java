package io.gearshift.simulator.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LicenceTest {

    @TempDir
    private Path dir;

    private Licence beside(String file, String text) throws IOException {
        Files.writeString(dir.resolve(file), text);
        return Licence.beside(dir.resolve("a.log"));
    }

    @Test
    void nothingBeside_isNull() throws Exception {
        assertThat(Licence.beside(dir.resolve("a.log"))).isNull();
        assertThat(beside("README.md", "# A log\n\nLicensed to nobody.\n")).isNull();
    }

    @Test
    void file_isKnownByItsText() throws Exception {
        assertThat(beside("LICENCE", "BSD 2-Clause License\n\nCopyright"))
                .isEqualTo(new Licence("BSD-2-Clause", "LICENCE", false));
        assertThat(beside("COPYING", "\t\t GNU GENERAL PUBLIC LICENSE\n\t\t Version 2, June 1991\n"))
                .isEqualTo(new Licence("GPL-2.0", "COPYING", true));
    }

    @Test
    void readme_standsInForAFile() throws Exception {
        assertThat(beside("README.md", "# T\n\n## Licence\n\nCC BY-SA 4.0 (stated in the README). Share-alike.\n"))
                .isEqualTo(new Licence("CC BY-SA 4.0", "README.md", true));
        assertThat(beside("README.md", "## License\nOpen Database License (ODbL) 1.0, contents too\n"))
                .isEqualTo(new Licence("ODbL-1.0", "README.md", true));
    }
}
