package io.gearshift.policies.coverage;

import io.gearshift.policies.meaning.Condition;
import io.gearshift.policies.table.RuleFile;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The coverage as one page that needs no network: the text of the rules, coloured, with counts and tests at a click. */
final class CoveragePage {

    private static final String HEAD = """
            <!doctype html><html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Coverage of %1$s</title><style>
            :root{--ink:#1c2024;--dim:#60646c;--page:#fff;--panel:#f4f5f7;--line:#d9dce1;
            --both:#c8ecd3;--one:#ffe4a8;--never:#ffc9c9}
            @media(prefers-color-scheme:dark){:root{--ink:#e6e8eb;--dim:#9ba1a6;--page:#14171a;--panel:#1e2226;
            --line:#363b41;--both:#1d4d2f;--one:#5e4509;--never:#6b2222}}
            *{box-sizing:border-box}body{margin:0 auto;max-width:70rem;padding:1.5rem;background:var(--page);
            color:var(--ink);font:15px/1.5 system-ui,sans-serif}h1{font-size:1.4rem;margin:0 0 .25rem}
            h2{font-size:1rem;margin:2rem 0 .5rem}p{margin:.25rem 0;color:var(--dim)}
            pre{margin:0;padding:.75rem 0;background:var(--panel);border:1px solid var(--line);border-radius:6px;
            overflow-x:auto;font:13px/1.6 ui-monospace,monospace;counter-reset:n}
            .l{display:block;padding:0 1rem;min-height:1.6em}.l::before{counter-increment:n;content:counter(n);
            display:inline-block;width:2.5em;margin-right:1em;text-align:right;color:var(--dim);user-select:none}
            .l.fired{box-shadow:inset 4px 0 var(--both)}.l.unfired{box-shadow:inset 4px 0 var(--never)}
            mark{color:inherit;border-radius:3px;padding:0 2px;cursor:pointer}
            .BOTH{background:var(--both)}.ONLY_TRUE,.ONLY_FALSE{background:var(--one)}.NEVER{background:var(--never)}
            mark:focus{outline:2px solid var(--ink)}.ONLY_TRUE::after{content:" ✓ only"}.ONLY_FALSE::after{content:" ✗ only"}
            .NEVER::after{content:" never"}mark::after{font-size:10px;color:var(--dim)}
            .key{cursor:auto}.key::after{content:none}
            .sheet{overflow-x:auto;border:1px solid var(--line);border-radius:6px;background:var(--panel)}
            table{border-collapse:collapse;font:13px/1.6 ui-monospace,monospace}
            td,th{border:1px solid var(--line);padding:2px .6rem;text-align:left;white-space:nowrap}
            th{font-weight:400;color:var(--dim);user-select:none}
            tr.fired>th{box-shadow:inset 4px 0 var(--both)}tr.unfired>th{box-shadow:inset 4px 0 var(--never)}
            #tip{position:sticky;bottom:0;margin-top:1rem;padding:.75rem 1rem;background:var(--panel);
            border:1px solid var(--line);border-radius:6px;white-space:pre-wrap;min-height:4.5rem}
            </style></head><body><h1>Coverage of %1$s</h1>
            """;

    private static final String FOOT = """
            <div id="tip" role="status">Point at a condition, or tab to it: how often it was seen true and false, and in which
            tests.</div><script>
            const tip=document.getElementById('tip');for(const m of document.querySelectorAll('[data-tip]')){
            const show=()=>{tip.textContent=m.dataset.tip};m.addEventListener('mouseenter',show);
            m.addEventListener('focus',show);m.addEventListener('click',show)}
            </script></body></html>
            """;

    private CoveragePage() {}

    static String of(Coverage coverage, List<RuleFile> files) {
        StringBuilder page = new StringBuilder(String.format(Locale.ROOT, HEAD, escaped(coverage.pack())));
        page.append(String.format(
                Locale.ROOT,
                "<p>%d tests. Fired: %.0f %% of %d rules. Seen both true and false: %.0f %% of %d conditions.</p>"
                        + "<p><mark class=\"BOTH key\">true and false</mark> <mark class=\"ONLY_TRUE key\">only true</mark> "
                        + "<mark class=\"ONLY_FALSE key\">only false</mark>"
                        + " <mark class=\"NEVER key\">never reached</mark> &nbsp; a bar beside a rule's name: it fired, or did not</p>%n",
                coverage.tests(),
                coverage.rulesPercent(),
                coverage.rules().size(),
                coverage.conditionsPercent(),
                coverage.conditions().size()));
        for (RuleFile file : files) {
            List<RuleCoverage> rules = coverage.rules().stream()
                    .filter(rule -> rule.file().equals(file.name()))
                    .toList();
            if (!rules.isEmpty()) {
                page.append("<h2>").append(escaped(file.name())).append("</h2>\n");
                if (file.places().sheets().isEmpty()) {
                    page.append("<pre>");
                    lines(file, rules, page);
                    page.append("</pre>\n");
                } else {
                    CoverageSheet.write(file, rules, page);
                }
            }
        }
        return page.append(FOOT).toString();
    }

    private static void lines(RuleFile file, List<RuleCoverage> rules, StringBuilder page) {
        String[] lines = marked(file, rules).split("\n"); // what follows the last line's end is no line
        for (int i = 0; i < lines.length; i++) {
            int number = i + 1;
            String of = rules.stream()
                    .filter(rule -> rule.line() == number)
                    .map(rule -> (rule.isFired() ? "fired" : "unfired") + "\" tabindex=\"0\" data-tip=\""
                            + escaped(tip(rule)))
                    .findFirst()
                    .orElse("");
            page.append("<span class=\"l ")
                    .append(of)
                    .append("\">")
                    .append(lines[i])
                    .append("</span>");
        }
    }

    /** A condition over several lines is closed and opened again at each line's end. */
    private static String marked(RuleFile file, List<RuleCoverage> rules) {
        String text = file.text();
        StringBuilder out = new StringBuilder();
        int at = 0;
        List<ConditionCoverage> conditions = rules.stream()
                .flatMap(rule -> rule.conditions().stream())
                .sorted(Comparator.comparingInt(c -> c.condition().start()))
                .toList();
        for (ConditionCoverage coverage : conditions) {
            Condition condition = coverage.condition();
            int end = end(condition);
            if (condition.start() < at) {
                continue;
            }
            out.append(escaped(text.substring(at, condition.start())));
            String open = "<mark class=\"" + coverage.state() + "\" tabindex=\"0\" data-tip=\"" + escaped(tip(coverage))
                    + "\">";
            out.append(open)
                    .append(escaped(text.substring(condition.start(), end)).replace("\n", "</mark>\n" + open))
                    .append("</mark>");
            at = end;
        }
        return out.append(escaped(text.substring(at))).toString();
    }

    /** Of {@code not} and {@code exists} the word alone, since what is inside has colours of its own. */
    private static int end(Condition condition) {
        return condition.isQuantifier()
                ? condition.start() + (condition.text().startsWith("not") ? "not" : "exists").length()
                : condition.end();
    }

    static String tip(RuleCoverage rule) {
        return rule.rule() + (rule.isFired() ? ": fired in " + names(rule.firedIn()) : ": never fired");
    }

    static String tip(ConditionCoverage c) {
        return c.condition().text().replaceAll("\\s+", " ") + ": true " + c.trueCount() + ", false " + c.falseCount()
                + (c.trueIn().isEmpty() ? "" : "; true in " + names(c.trueIn()))
                + (c.falseIn().isEmpty() ? "" : "; false in " + names(c.falseIn()))
                + (c.values().isEmpty()
                        ? ""
                        : "; saw " + c.values().stream().limit(3).collect(Collectors.joining(" | ")));
    }

    private static String names(List<String> tests) {
        return tests.stream().limit(4).collect(Collectors.joining(", "))
                + (tests.size() > 4 ? " and " + (tests.size() - 4) + " more" : "");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
