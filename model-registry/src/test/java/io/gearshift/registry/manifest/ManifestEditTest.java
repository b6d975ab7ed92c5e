package io.gearshift.registry.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.policy.Precision;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ManifestEditTest {

    private static final Variant INT8 = new Variant(
            "int8", Precision.INT8, 0.9, null, "ab".repeat(32), "", "", "full", "said \"so\": 4 times # smaller");

    private static final String FIELDS = """
              - name: int8
                file: int8.onnx
                sha256: %s
                precision: INT8
                accuracy: 0.9000
                derivedFrom: full
                how: "said \\"so\\": 4 times # smaller"
            """.formatted("ab".repeat(32));

    @Test
    void block_withCommentsBehind_getsTheVariantBehindTheLast() {
        String head = "task: t # why\nvariants:\n  - name: full\n    accuracy: 1.0   # measured\n";
        String tail = "\n# the end\npriority: 3\n";

        assertThat(ManifestEdit.withVariant(head + tail, INT8, "int8.onnx")).isEqualTo(head + FIELDS + tail);
    }

    @Test
    void block_withoutALastNewline_getsOne() {
        String text = "variants:\n  - name: full\n    accuracy: 1.0";

        assertThat(ManifestEdit.withVariant(text, INT8, "int8.onnx")).isEqualTo(text + "\n" + FIELDS);
    }

    @Test
    void block_thatEndsInATextOfLines_staysWhole() {
        String text = "variants:\n  - name: full\n    how: |\n      one\n      two\npriority: 3\n";

        assertThat(ManifestEdit.withVariant(text, INT8, "int8.onnx"))
                .isEqualTo(text.replace("priority: 3\n", FIELDS + "priority: 3\n"));
    }

    @Test
    void flowItems_inABlock_getABlockBehind() {
        String text = "variants:\n  - {name: full, accuracy: 1.0}   # the first\n";

        assertThat(ManifestEdit.withVariant(text, INT8, "int8.onnx")).isEqualTo(text + FIELDS);
    }

    @Test
    void flow_getsAFlowItem() {
        String edited = ManifestEdit.withVariant("variants: [{name: full}]  # é\n", INT8, "int8.onnx");

        assertThat(edited)
                .startsWith("variants: [{name: full}, {name: int8, file: int8.onnx, sha256: ")
                .endsWith("}]  # é\n");
    }

    @Test
    void name_ofDigits_isQuoted() {
        Variant digits = new Variant("8", Precision.INT8, 0.9, null, "1".repeat(64), "", "", "32", "");

        assertThat(ManifestEdit.withVariant("variants: [{name: \"32\"}]", digits, "8.onnx"))
                .contains("{name: \"8\", ", "derivedFrom: \"32\"", "sha256: \"111");
    }

    @Test
    void split_namesItsHalves() {
        SplitVariant split = new SplitVariant(
                "split-1",
                Precision.FP32,
                0.9,
                Path.of("/m/split-1.head.onnx"),
                "1".repeat(64),
                Path.of("/m/split-1.tail.onnx"),
                "ab".repeat(32),
                64,
                "box",
                "",
                "full",
                "cut");

        assertThat(ManifestEdit.withSplit("variants:\n  - {name: full}\n", split))
                .isEqualTo("""
                variants:
                  - {name: full}
                  - name: split-1
                    split: {head: split-1.head.onnx, headSha256: "%s", tail: split-1.tail.onnx, tailSha256: %s, wireBytes: 64, endpoint: box}
                    precision: FP32
                    accuracy: 0.9000
                    derivedFrom: full
                    how: "cut"
                """.formatted("1".repeat(64), "ab".repeat(32)));
    }
}
