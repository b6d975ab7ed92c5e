package io.gearshift.policies.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.core.text.Digest;
import io.gearshift.policies.language.Code;
import io.gearshift.policies.language.Problem;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Problems for hosts of code: SARIF 2.1.0 (OASIS, 2020), which shows them in a change's review. */
public final class SarifReport {

    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    /** What relative paths are relative to; hosts of code put the repository's root there. */
    private static final String ROOT = "%SRCROOT%";

    /** Changes with what goes into a fingerprint. */
    private static final String FINGERPRINT = "gearshiftLine/v1";

    private final List<String> rules = new ArrayList<>();
    private final Map<String, Integer> seen = new HashMap<>();

    private SarifReport() {}

    /** @param version of Gearshift */
    public static ObjectNode of(List<CheckReport> reports, String version) {
        return new SarifReport().log(reports, version);
    }

    private ObjectNode log(List<CheckReport> reports, String version) {
        ObjectNode log =
                JsonNodeFactory.instance.objectNode().put("$schema", SCHEMA).put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "gearshift policy check").put("version", version);
        run.put("columnKind", "utf16CodeUnits");
        run.putObject("originalUriBaseIds")
                .putObject(ROOT)
                .putObject("description")
                .put("text", "The folder that the check ran in.");
        run.putArray("invocations").addObject().put("executionSuccessful", true);
        ArrayNode results = JsonNodeFactory.instance.arrayNode();
        for (CheckReport report : reports) {
            report.problems().forEach(problem -> results.add(result(report, problem)));
        }
        ArrayNode known = driver.putArray("rules");
        rules.forEach(id -> known.add(rule(id)));
        run.set("results", results);
        return log;
    }

    private static ObjectNode rule(String id) {
        ObjectNode rule = JsonNodeFactory.instance.objectNode().put("id", id);
        String summary = Code.of(id).map(Code::summary).orElse("A problem of the pack.");
        rule.putObject("shortDescription").put("text", summary);
        rule.putObject("defaultConfiguration")
                .put(
                        "level",
                        Code.of(id).map(Code::severity).map(SarifReport::level).orElse("error"));
        rule.putObject("help")
                .put("text", summary + " What each kind of problem means: docs/policy-check.md.")
                .put("markdown", summary + " What each kind of problem means: `docs/policy-check.md`.");
        return rule;
    }

    private static String level(Problem.Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    private ObjectNode result(CheckReport report, Problem problem) {
        if (!rules.contains(problem.code())) {
            rules.add(problem.code());
        }
        ObjectNode result = JsonNodeFactory.instance
                .objectNode()
                .put("ruleId", problem.code())
                .put("ruleIndex", rules.indexOf(problem.code()))
                .put("level", level(problem.severity()));
        result.putObject("message")
                .put("text", problem.message() + (problem.hint().isEmpty() ? "" : " (" + problem.hint() + ")"));
        ObjectNode location = result.putArray("locations").addObject();
        ObjectNode place = location.putObject("physicalLocation");
        artifact(place.putObject("artifactLocation"), report.path(problem));
        region(place, report, problem);
        if (problem.excerpt() != null) {
            location.putArray("logicalLocations")
                    .addObject()
                    .put("name", problem.excerpt().place())
                    .put("kind", "cell");
        }
        result.putObject("partialFingerprints").put(FINGERPRINT, fingerprint(report, problem));
        return result;
    }

    private static void artifact(ObjectNode artifact, String path) {
        artifact.put("uri", uri(path));
        if (!Path.of(path).isAbsolute()) {
            artifact.put("uriBaseId", ROOT);
        }
    }

    /** A row of a .csv is a line of its text; what a workbook's row is, no reader of texts can show. */
    private static void region(ObjectNode place, CheckReport report, Problem problem) {
        if (problem.line() < 1 || problem.file().endsWith(".xlsx")) {
            return;
        }
        ObjectNode region = place.putObject("region").put("startLine", problem.line());
        String line = report.line(problem);
        if (problem.column() > 0 && line != null && problem.excerpt() == null) {
            region.put("startColumn", problem.column());
            region.put("endColumn", problem.column() + Math.max(1, problem.length()));
            region.putObject("snippet").put("text", line);
        }
    }

    /** Relative, with / and percent signs; absolute files outside the current folder as file: URIs. */
    private static String uri(String path) {
        try {
            return Path.of(path).isAbsolute()
                    ? new File(path).toURI().toString()
                    : new URI(null, null, path, null).getRawPath();
        } catch (URISyntaxException e) {
            return path;
        }
    }

    /** The same problem in the same text is the same after lines above it changed. */
    private String fingerprint(CheckReport report, Problem problem) {
        String line = report.line(problem);
        String key = problem.code() + "\n" + problem.file() + "\n" + (line == null ? problem.message() : line.strip());
        int count = seen.merge(key, 1, Integer::sum);
        return Digest.of(key.getBytes(StandardCharsets.UTF_8)).substring(0, 32) + ":" + count;
    }
}
