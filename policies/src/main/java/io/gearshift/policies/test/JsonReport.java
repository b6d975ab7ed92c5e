package io.gearshift.policies.test;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.policies.test.TestResult.Status;
import java.util.List;
import java.util.Locale;

/** A report for scripts. */
public final class JsonReport {

    private JsonReport() {}

    /** Totals, then each pack; docs/policy-tests.md describes it. */
    public static ObjectNode of(List<TestReport> reports) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("isPassed", reports.stream().allMatch(TestReport::isPassed));
        totals(json.putObject("totals"), reports);
        ArrayNode packs = json.putArray("packs");
        for (TestReport report : reports) {
            ObjectNode pack = packs.addObject();
            pack.put("pack", report.policy().pack());
            pack.put("version", report.isUsable() ? report.policy().version() : null);
            pack.put("hash", report.isUsable() ? report.policy().hash() : null);
            totals(pack.putObject("totals"), List.of(report));
            ArrayNode tests = pack.putArray("tests");
            report.results().forEach(result -> one(tests.addObject(), result));
        }
        return json;
    }

    private static void totals(ObjectNode json, List<TestReport> reports) {
        json.put("tests", reports.stream().mapToInt(r -> r.results().size()).sum());
        json.put("passed", count(reports, Status.PASSED));
        json.put("failed", count(reports, Status.FAILED));
        json.put("errors", count(reports, Status.ERROR));
        json.put(
                "leftOut",
                reports.stream().mapToInt(r -> r.all() - r.results().size()).sum());
        json.put("seconds", reports.stream().mapToDouble(TestReport::seconds).sum());
    }

    private static long count(List<TestReport> reports, Status status) {
        return reports.stream().mapToLong(report -> report.count(status)).sum();
    }

    private static void one(ObjectNode json, TestResult result) {
        json.put("name", result.name());
        json.put("file", result.file());
        json.put("line", result.line());
        json.put("column", result.column());
        json.put("status", result.status().name().toLowerCase(Locale.ROOT));
        json.put("seconds", result.seconds());
        ArrayNode differences = json.putArray("differences");
        for (Mismatch mismatch : result.differences()) {
            differences
                    .addObject()
                    .put("at", mismatch.at())
                    .put("what", mismatch.what())
                    .put("expected", mismatch.expected())
                    .put("got", mismatch.got());
        }
        result.details().forEach(json.putArray("details")::add);
    }
}
