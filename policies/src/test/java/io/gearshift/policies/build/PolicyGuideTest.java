package io.gearshift.policies.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.policies.language.Problem;
import io.gearshift.policies.language.RuleReader;
import io.gearshift.policies.pack.PackSource;
import io.gearshift.policies.rules.DroolsPolicy;
import io.gearshift.policies.rules.Unhurried;
import io.gearshift.policies.test.PackTests;
import io.gearshift.policies.test.TestReport;
import io.gearshift.policies.test.TestResult.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pack of the guide is built and its tests are run; every error that it promises is the one given. */
class PolicyGuideTest {

    private static final Path GUIDE = Path.of("../docs/policy-guide.md");
    private static final Pattern BLOCK =
            Pattern.compile("^```(\\w+)( [\\w.]+)?\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern ERROR = Pattern.compile("^\\| `([^`]+)` \\| (.+) \\|$", Pattern.MULTILINE);

    static List<String> examples() throws IOException {
        List<String> sections = new ArrayList<>(List.of(Files.readString(GUIDE).split("(?m)^## ")));
        return sections.stream()
                .filter(section -> section.matches("(?s)\\d+\\. .*"))
                .toList();
    }

    @Test
    void guide_hasThirteenExamples() throws IOException {
        assertThat(examples())
                .hasSize(13)
                .allMatch(
                        example -> example.matches("(?s).*```(drl|csv \\S+)\n.*") && example.contains("```yaml test"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void example_isAPackWhoseTestsPass(String example, @TempDir Path folder) throws Exception {
        System.setProperty("drools.externaliseCanonicalModelLambda", "true");
        Map<String, String> blocks = blocks(Files.readString(GUIDE).split("(?m)^## ", 2)[0]);
        blocks.putAll(blocks(example));
        Files.writeString(folder.resolve("pack.yaml"), blocks.get("yaml pack.yaml"));
        for (String key : blocks.keySet()) {
            if (key.equals("drl") || key.startsWith("csv ")) {
                Files.writeString(folder.resolve(key.equals("drl") ? "rules.drl" : key.substring(4)), blocks.get(key));
            }
        }
        try (DroolsPolicy policy = Unhurried.of(PackCompiler.compile(PackSource.of(folder.toString())))) {
            TestReport report = PackTests.run(policy, Map.of("tests/rules.yaml", blocks.get("yaml test")));

            assertThat(report.results())
                    .isNotEmpty()
                    .allSatisfy(result -> assertThat(result.status())
                            .as(result.name() + "\n" + result.mismatches() + "\n" + String.join("\n", result.details()))
                            .isEqualTo(Status.PASSED));
        }
    }

    private static Map<String, String> blocks(String text) {
        Map<String, String> blocks = new LinkedHashMap<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            blocks.put(matcher.group(1) + (matcher.group(2) == null ? "" : matcher.group(2)), matcher.group(3));
        }
        return blocks;
    }

    @Test
    void errors_promised_areGiven() throws IOException {
        Matcher matcher = ERROR.matcher(Files.readString(GUIDE).split("## Errors", 2)[1]);
        int errors = 0;
        for (; matcher.find(); errors++) {
            String rule = "rule \"r\"\nwhen\n  Device( " + matcher.group(1)
                    + " )\nthen\n  policy.objective(ENERGY, \"x\");\nend";
            List<String> messages = RuleReader.read("rules.drl", rule).problems().stream()
                    .map(Problem::message)
                    .toList();
            assertThat(messages).as(matcher.group(1)).anyMatch(matcher.group(2)::equals);
        }
        assertThat(errors).isGreaterThan(5);
    }
}
