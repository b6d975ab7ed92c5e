package io.gearshift.policies.test;

import io.gearshift.policies.test.TestResult.Status;
import java.util.Locale;

/** A report for eyes: failures and errors in full, passes as a count. */
public final class TextReport {

    private TextReport() {}

    public static String of(TestReport report) {
        if (!report.isUsable()) {
            return unusable(report);
        }
        StringBuilder text = new StringBuilder();
        for (TestResult result : report.results()) {
            if (result.status() != Status.PASSED) {
                one(text, result);
            }
        }
        String pack = report.policy().pack() + " " + report.policy().version();
        int all = report.results().size();
        int leftOut = report.all() - all;
        if (all == 0) {
            return pack + ": no tests" + (leftOut == 0 ? "\n" : " of that name; there are " + leftOut + "\n");
        }
        text.append(String.format(
                Locale.ROOT,
                "%s: %d passed, %d failed, %d in error of %d%s in %.2f s (%,.0f a second)%n",
                pack,
                report.count(Status.PASSED),
                report.count(Status.FAILED),
                report.count(Status.ERROR),
                all,
                leftOut == 0 ? "" : ", " + leftOut + " left out",
                report.seconds(),
                all / Math.max(1e-6, report.seconds())));
        return text.toString();
    }

    private static String unusable(TestReport report) {
        StringBuilder text = new StringBuilder("ERROR  ");
        text.append(report.policy().pack()).append(": not tested, its rules cannot be used\n");
        for (TestResult result : report.results()) {
            result.differences()
                    .forEach(mismatch -> text.append(mismatch.pretty("  ")).append('\n'));
            result.details().forEach(line -> text.append("    ").append(line).append('\n'));
        }
        return text.append('\n').toString();
    }

    private static void one(StringBuilder text, TestResult result) {
        text.append(result.status() == Status.FAILED ? "FAILED " : "ERROR  ")
                .append(result.file())
                .append(':')
                .append(result.line())
                .append(':')
                .append(result.column())
                .append(": ")
                .append(result.name())
                .append('\n');
        result.differences()
                .forEach(mismatch -> text.append(mismatch.pretty("  ")).append('\n'));
        result.details().forEach(line -> text.append("    ").append(line).append('\n'));
        text.append('\n');
    }
}
