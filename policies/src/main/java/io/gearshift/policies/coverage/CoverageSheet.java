package io.gearshift.policies.coverage;

import io.gearshift.policies.table.Places;
import io.gearshift.policies.table.RuleFile;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** A decision table as its author wrote it, each row a rule, each cell in the colour of the condition it makes. */
final class CoverageSheet {

    private final Places.Sheet sheet;
    private final List<RuleCoverage> rules;

    private CoverageSheet(Places.Sheet sheet, List<RuleCoverage> rules) {
        this.sheet = sheet;
        this.rules = rules;
    }

    static void write(RuleFile file, List<RuleCoverage> rules, StringBuilder page) {
        for (Places.Sheet sheet : file.places().sheets()) {
            new CoverageSheet(sheet, rules).write(page);
        }
    }

    private void write(StringBuilder page) {
        int columns = sheet.rows().values().stream()
                .mapToInt(SortedMap::lastKey)
                .max()
                .orElse(0);
        page.append("<div class=\"sheet\"><table><tr><th>")
                .append(CoveragePage.escaped(sheet.prefix().replace("!", "")))
                .append("</th>");
        for (int column = 1; column <= columns; column++) {
            page.append("<th>").append(letters(column)).append("</th>");
        }
        page.append("</tr>\n");
        sheet.rows().forEach((row, cells) -> row(row, cells, columns, page));
        page.append("</table></div>\n");
    }

    private void row(int row, SortedMap<Integer, String> cells, int columns, StringBuilder page) {
        List<RuleCoverage> here = rules.stream()
                .filter(rule -> rule.line() == row && isHere(rule))
                .toList();
        if (here.isEmpty()) {
            page.append("<tr><th>");
        } else {
            RuleCoverage rule = here.get(0);
            page.append("<tr class=\"").append(rule.isFired() ? "fired" : "unfired");
            page.append("\"><th tabindex=\"0\" data-tip=\"").append(CoveragePage.escaped(CoveragePage.tip(rule)));
            page.append("\">");
        }
        page.append(row).append("</th>");
        for (int column = 1; column <= columns; column++) {
            String text = CoveragePage.escaped(cells.getOrDefault(column, ""));
            page.append("<td>")
                    .append(cell(text, sheet.prefix() + letters(column) + row, here))
                    .append("</td>");
        }
        page.append("</tr>\n");
    }

    private boolean isHere(RuleCoverage rule) {
        return rule.conditions().stream().allMatch(c -> c.condition().cell().startsWith(sheet.prefix()));
    }

    /** A cell with several conditions has the colour of the least covered. */
    private static String cell(String text, String name, List<RuleCoverage> rules) {
        List<ConditionCoverage> conditions = rules.stream()
                .flatMap(rule -> rule.conditions().stream())
                .filter(c -> c.condition().cell().equals(name))
                .toList();
        return conditions.stream()
                .map(ConditionCoverage::state)
                .max(Comparator.naturalOrder())
                .map(state -> "<mark class=\"" + state + "\" tabindex=\"0\" data-tip=\""
                        + CoveragePage.escaped(
                                conditions.stream().map(CoveragePage::tip).collect(Collectors.joining("\n")))
                        + "\">" + text + "</mark>")
                .orElse(text);
    }

    /** As spreadsheets name columns: 1 is A, 27 is AA. */
    private static String letters(int column) {
        StringBuilder letters = new StringBuilder();
        for (int rest = column - 1; rest >= 0; rest = rest / 26 - 1) {
            letters.insert(0, (char) ('A' + rest % 26));
        }
        return letters.toString();
    }
}
