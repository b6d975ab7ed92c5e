package io.gearshift.policies.test;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.policies.test.TestResult.Status;
import java.util.Locale;

/** A report for scripts. */
public final class JsonReport {

    private JsonReport() {}

    public static ObjectNode of(TestReport report) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("pack", report.policy().pack());
        json.put("version", report.policy().version());
        json.put("hash", report.policy().hash());
        json.put("passed", report.count(Status.PASSED));
        json.put("failed", report.count(Status.FAILED));
        json.put("errors", report.count(Status.ERROR));
        json.put("seconds", report.seconds());
        ArrayNode tests = json.putArray("tests");
        report.results().forEach(result -> one(tests.addObject(), result));
        return json;
    }

    private static void one(ObjectNode json, TestResult result) {
        json.put("name", result.name());
        json.put("file", result.file());
        json.put("line", result.line());
        json.put("column", result.column());
        json.put("status", result.status().name().toLowerCase(Locale.ROOT));
        json.put("seconds", result.seconds());
        result.mismatches().forEach(json.putArray("mismatches")::add);
        result.details().forEach(json.putArray("details")::add);
    }
}
