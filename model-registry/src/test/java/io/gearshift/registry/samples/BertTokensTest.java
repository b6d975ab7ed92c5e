package io.gearshift.registry.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BertTokensTest {

    private static final Path REAL = Path.of("../samples/models/minilm/tokenizer.json");

    @TempDir
    private Path dir;

    private final BertTokens small = new BertTokens(Map.of(
            "[UNK]", 100L, "[CLS]", 101L, "[SEP]", 102L, "cafe", 1L, "gear", 2L, "##shift", 3L, "##s", 4L, ".", 5L, "7",
            6L));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gearshifts       | 101 2 3 4 102
            Gear GEAR        | 101 2 2 102
            Café.            | 101 1 5 102
            gear.shift       | 101 2 5 100 102
            7.7              | 101 6 5 6 102
            nothing known    | 101 100 100 102
            ''               | 101 102
            """)
    void text_smallVocabulary_isCutIntoWordPieces(String text, String ids) {
        assertThat(small.ids(text)).containsExactly(numbers(ids));
    }

    /** Ids of the reference tokenizer for bert-base-uncased. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hello world                         | 101 7592 2088 102
            Hello, World!                       | 101 7592 1010 2088 999 102
            unaffable                           | 101 14477 20961 3468 102
            embeddings                          | 101 7861 8270 4667 2015 102
            """)
    void text_realVocabulary_givesTheReferenceIds(String text, String ids) throws IOException {
        assumeTrue(Files.exists(REAL), "the build of samples/ lays it out");
        assertThat(BertTokens.read(REAL).ids(text)).containsExactly(numbers(ids));
    }

    @Test
    void text_long_isCutWithItsEndMark() {
        long[] ids = small.ids(String.join(" ", Collections.nCopies(300, "gear")));

        assertThat(ids).hasSize(256).startsWith(101, 2).endsWith(2, 102);
    }

    @Test
    void file_withoutVocabulary_isRefusedWithItsName() throws IOException {
        Path file = Files.writeString(dir.resolve("tokenizer.json"), "{\"model\": {\"vocab\": {\"[CLS]\": 1}}}");

        assertThatThrownBy(() -> BertTokens.read(file))
                .hasMessage(file + ": model.vocab has no [SEP] (expected: WordPiece)");
    }

    private static long[] numbers(String text) {
        return java.util.stream.Stream.of(text.split(" "))
                .mapToLong(Long::parseLong)
                .toArray();
    }
}
