package io.gearshift.policies.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.policy.Policy;
import io.gearshift.policies.pack.PackStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/policy-tests.md, each run as it stands there. */
class PolicyTestsDocTest {

    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void examples_all_passOnTheBuiltInPack() throws Exception {
        Matcher matcher = EXAMPLE.matcher(Files.readString(Path.of("../docs/policy-tests.md")));
        Map<String, String> examples = new TreeMap<>();
        while (matcher.find()) {
            examples.put("tests/example" + examples.size() + ".yaml", matcher.group(1));
        }
        assertThat(examples).hasSizeGreaterThan(5);
        try (Policy policy = new PackStore(folder).load("default")) {
            TestReport report = PackTests.run(policy, examples);
            assertThat(report.results()).hasSizeGreaterThan(examples.size());
            assertThat(report.isPassed()).as(TextReport.of(report)).isTrue();
        }
    }
}
