package io.gearshift.policies.language;

import io.gearshift.policies.rules.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Where the rules of one file begin and end, and the file as the compiler gets it: every action begins by naming its
 * rule, which costs less at run time than Drools' listeners do, and {@code insert} is the verbs'. Lines stay where they are, so a compiler's line is the
 * author's line.
 */
public final class RuleText {

    /** One rule of the file. Offsets count characters of the author's text: start inclusive, end exclusive. */
    public record Rule(String name, int line, int start, int end) {}

    private enum Part {
        OUTSIDE,
        NAME,
        CONDITION,
        ACTION
    }

    private final String text;
    private final StringBuilder out = new StringBuilder();
    private final List<Rule> rules = new ArrayList<>();

    private Part part = Part.OUTSIDE;
    private String name = "";
    private int start;

    private RuleText(String text) {
        this.text = text;
    }

    public static RuleText of(String text) {
        RuleText it = new RuleText(text);
        it.scan();
        return it;
    }

    /** Complete rules in the order of the text. */
    public List<Rule> rules() {
        return List.copyOf(rules);
    }

    /** What the compiler gets, after a header that the caller puts on the first line. */
    public String rewritten() {
        return out.toString();
    }

    /** The author's text with every rule but one turned to blanks, lines kept. */
    public String only(Rule rule) {
        return without(other -> !other.equals(rule));
    }

    /** The author's text with some rules turned to blanks, lines kept. */
    public String without(Predicate<Rule> isGone) {
        StringBuilder blanked = new StringBuilder(text);
        for (Rule rule : rules) {
            for (int i = rule.start(); isGone.test(rule) && i < rule.end(); i++) {
                if (blanked.charAt(i) != '\n') {
                    blanked.setCharAt(i, ' ');
                }
            }
        }
        return blanked.toString();
    }

    private void scan() {
        int at = 0;
        while (at < text.length()) {
            int end = tokenEnd(at);
            String token = text.substring(at, end);
            char first = token.charAt(0);
            if (Character.isJavaIdentifierStart(first)) {
                word(token, at, end);
            } else {
                if (part == Part.NAME && (first == '"' || first == '\'') && name.isEmpty() && token.length() > 2) {
                    name = token.substring(1, token.length() - 1);
                }
                out.append(token);
            }
            at = end;
        }
    }

    private void word(String word, int at, int end) {
        switch (part) {
            case OUTSIDE -> {
                if (word.equals("rule")) {
                    part = Part.NAME;
                    name = "";
                    start = at;
                }
                out.append(word);
            }
            case NAME -> {
                if (word.equals("when")) {
                    part = Part.CONDITION;
                } else if (name.isEmpty()) {
                    name = word;
                } else if (word.equals("then")) {
                    part = Part.ACTION;
                }
                out.append(word);
                beginAction();
            }
            case CONDITION -> {
                if (word.equals("then")) {
                    part = Part.ACTION;
                }
                out.append(word);
                beginAction();
            }
            case ACTION -> {
                if (word.equals("end")) {
                    rules.add(new Rule(name, line(start), start, end));
                    part = Part.OUTSIDE;
                }
                // the engine's own insert would take the same Mode twice, and make the engine reachable
                out.append(word.equals("insert") ? Vocabulary.GLOBAL + ".insert" : word);
            }
        }
    }

    private void beginAction() {
        if (part == Part.ACTION) {
            String literal = name.replace("\\", "\\\\").replace("\"", "\\\"");
            out.append(' ')
                    .append(Vocabulary.GLOBAL)
                    .append(".fires(\"")
                    .append(literal)
                    .append("\");");
        }
    }

    private int tokenEnd(int at) {
        char c = text.charAt(at);
        if (text.startsWith("//", at)) {
            int end = text.indexOf('\n', at);
            return end < 0 ? text.length() : end;
        } else if (text.startsWith("/*", at)) {
            int end = text.indexOf("*/", at + 2);
            return end < 0 ? text.length() : end + 2;
        } else if (c == '"' || c == '\'') {
            return stringEnd(at, c);
        } else if (Character.isJavaIdentifierStart(c)) {
            int end = at + 1;
            while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
                end++;
            }
            return end;
        } else if (Character.isDigit(c)) { // so that the exponent of 1e6 or the suffix of 5L is no word
            int end = at + 1;
            while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
                end++;
            }
            return end;
        }
        return at + 1;
    }

    private int stringEnd(int at, char quote) {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != quote && text.charAt(end) != '\n') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(text.length(), end + 1);
    }

    private int line(int offset) {
        return 1
                + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    }
}
