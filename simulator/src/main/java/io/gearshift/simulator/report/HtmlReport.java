package io.gearshift.simulator.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Reports as one {@linkplain HtmlPage page}. The same for the same seed. */
public final class HtmlReport {

    private HtmlReport() {}

    /** @param reports with their courses */
    public static String of(List<TraceReport> reports) {
        ObjectNode data = ReportJson.of(reports);
        ArrayNode courses = data.putArray("courses");
        for (TraceReport report : reports) {
            Courses of = report.courses();
            if (of == null) {
                throw new IllegalArgumentException(
                        report.judgement().scenario().name() + ": no courses (expected: kept by the plan)");
            }
            courses.add(of.json());
        }
        return HtmlPage.of("report", data);
    }
}
