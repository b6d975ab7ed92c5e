package io.gearshift.registry.samples;

import ai.djl.modality.nlp.Vocabulary;
import ai.djl.modality.nlp.bert.BertFullTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Text to the ids of an uncased BERT vocabulary, as {@code [CLS] words [SEP]}. Thread-safe. */
public final class BertTokens {

    private static final String UNKNOWN = "[UNK]";

    /** What all-MiniLM-L6-v2 was trained with; longer text is cut. */
    private static final int MOST_TOKENS = 256;

    private final BertFullTokenizer tokenizer;
    private final Words vocabulary;

    public BertTokens(Map<String, Long> ids) {
        vocabulary = new Words(ids);
        tokenizer = new BertFullTokenizer(vocabulary, true);
    }

    /** @param tokenizerJson a Hugging Face {@code tokenizer.json} with a WordPiece model */
    public static BertTokens read(Path tokenizerJson) throws IOException {
        JsonNode model = new ObjectMapper().readTree(tokenizerJson.toFile()).path("model");
        Map<String, Long> ids = new HashMap<>();
        model.path("vocab")
                .properties()
                .forEach(word -> ids.put(word.getKey(), word.getValue().asLong()));
        for (String word : List.of("[CLS]", "[SEP]", UNKNOWN)) {
            if (!ids.containsKey(word)) {
                throw new IOException(tokenizerJson + ": model.vocab has no " + word + " (expected: WordPiece)");
            }
        }
        return new BertTokens(ids);
    }

    /** Ids with the start and end mark. */
    public long[] ids(String text) {
        return ids(text, MOST_TOKENS);
    }

    /** @param most tokens with both marks; longer text is cut */
    long[] ids(String text, int most) {
        List<String> words = tokenizer.tokenize(text);
        int n = Math.min(words.size(), most - 2);
        long[] ids = new long[n + 2];
        ids[0] = vocabulary.getIndex("[CLS]");
        for (int i = 0; i < n; i++) {
            ids[i + 1] = vocabulary.getIndex(words.get(i));
        }
        ids[n + 1] = vocabulary.getIndex("[SEP]");
        return ids;
    }

    private record Words(Map<String, Long> ids) implements Vocabulary {

        @Override
        public String getToken(long index) {
            return ids.entrySet().stream()
                    .filter(word -> word.getValue() == index)
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(UNKNOWN);
        }

        @Override
        public boolean contains(String token) {
            return ids.containsKey(token);
        }

        @Override
        public long getIndex(String token) {
            Long id = ids.get(token);
            return id == null ? ids.getOrDefault(UNKNOWN, 0L) : id;
        }

        @Override
        public long size() {
            return ids.size();
        }
    }
}
