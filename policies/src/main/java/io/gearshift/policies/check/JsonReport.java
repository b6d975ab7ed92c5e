package io.gearshift.policies.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.policies.language.Problem;
import java.util.List;
import java.util.Locale;

/** Problems for scripts: one object for each pack. */
public final class JsonReport {

    private JsonReport() {}

    public static ArrayNode of(List<CheckReport> reports) {
        ArrayNode packs = JsonNodeFactory.instance.arrayNode();
        for (CheckReport report : reports) {
            ObjectNode pack = packs.addObject()
                    .put("pack", report.pack())
                    .put("rules", report.rules())
                    .put("errors", report.errors())
                    .put("warnings", report.warnings());
            ArrayNode problems = pack.putArray("problems");
            report.problems().forEach(problem -> problems.add(of(report, problem)));
        }
        return packs;
    }

    private static ObjectNode of(CheckReport report, Problem problem) {
        Problem.Excerpt cell = problem.excerpt();
        return JsonNodeFactory.instance
                .objectNode()
                .put("severity", problem.severity().name().toLowerCase(Locale.ROOT))
                .put("code", problem.code())
                .put("path", report.path(problem))
                .put("line", problem.line())
                .put("column", problem.column())
                .put("length", problem.length())
                .put("cell", cell == null ? null : cell.place())
                .put("message", problem.message())
                .put("hint", problem.hint())
                .put("text", report.line(problem));
    }
}
