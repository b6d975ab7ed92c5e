package io.gearshift.policies.meaning;

import io.gearshift.policies.language.Element;
import io.gearshift.policies.language.Element.Group;
import io.gearshift.policies.language.Element.Join;
import io.gearshift.policies.language.Element.Pattern;
import io.gearshift.policies.language.Expr;
import io.gearshift.policies.language.Expr.Binary;
import io.gearshift.policies.language.Expr.In;
import io.gearshift.policies.language.Expr.Member;
import io.gearshift.policies.language.Expr.Unary;
import io.gearshift.policies.language.Token;
import java.util.List;
import java.util.Locale;

/** Where in the text of a file parts of a syntax tree begin and end. Trees know the words; brackets are found here. */
final class Spans {

    /** Offsets: first character, and after the last. */
    record Span(int start, int end) {
        Span with(Span other) {
            return new Span(Math.min(start, other.start), Math.max(end, other.end));
        }
    }

    private final String text;

    /** The text with comments and quoted texts blanked, so that brackets in them do not count. */
    private final char[] plain;

    Spans(String text) {
        this.text = text;
        this.plain = plain(text);
    }

    String text(Span span) {
        return text.substring(span.start(), span.end());
    }

    int line(int offset) {
        return 1 + (int) text.chars().limit(offset).filter(c -> c == '\n').count();
    }

    int column(int offset) {
        return offset - text.lastIndexOf('\n', offset - 1);
    }

    Span of(Expr expression) {
        return closed(words(expression));
    }

    Span of(Pattern pattern) {
        Token variable = pattern.variable();
        int start = variable == null ? pattern.type().start() : variable.start();
        int open = pattern.type().start();
        while (plain[open] != '(') {
            open++;
        }
        return closed(new Span(start, open + 1));
    }

    Span of(Group group) {
        Span inner = members(group.members());
        if (group.join() == Join.NOT || group.join() == Join.EXISTS) {
            String word = group.join().name().toLowerCase(Locale.ROOT);
            int start = text.lastIndexOf(word, inner.start() - 1);
            while (start >= 0 && plain[start] == ' ') { // the word in a comment
                start = text.lastIndexOf(word, start - 1);
            }
            return closed(new Span(Math.max(0, start), inner.end()));
        }
        return inner;
    }

    private Span members(List<Element> members) {
        Span span = null;
        for (Element member : members) {
            Span next = member instanceof Pattern pattern ? of(pattern) : of((Group) member);
            span = span == null ? next : span.with(next);
        }
        return span == null ? new Span(0, 0) : span;
    }

    private static Span words(Expr expression) {
        Span span = word(expression.at());
        if (expression instanceof Binary binary) {
            return span.with(words(binary.left())).with(words(binary.right()));
        } else if (expression instanceof Unary unary) {
            return span.with(words(unary.operand()));
        } else if (expression instanceof Member member) {
            return span.with(word(member.member()));
        } else if (expression instanceof In in) {
            for (Expr value : in.values()) {
                span = span.with(words(value));
            }
            return span.with(words(in.left()));
        }
        return span;
    }

    private static Span word(Token token) {
        int quotes = token.is(Token.Kind.TEXT) ? 2 : 0;
        return new Span(token.start(), token.start() + token.text().length() + quotes);
    }

    /** Grown until every bracket inside has its other one. */
    private Span closed(Span span) {
        int open = 0;
        int missing = 0;
        for (int i = span.start(); i < span.end(); i++) {
            open += plain[i] == '(' ? 1 : plain[i] == ')' ? -1 : 0;
            missing = Math.max(missing, -open);
        }
        open += missing;
        int end = span.end();
        while (open > 0 && end < plain.length) {
            open += plain[end] == '(' ? 1 : plain[end] == ')' ? -1 : 0;
            end++;
        }
        int start = span.start();
        while (missing > 0 && start > 0) {
            start--;
            missing += plain[start] == ')' ? 1 : plain[start] == '(' ? -1 : 0;
        }
        return new Span(start, end);
    }

    private static char[] plain(String text) {
        char[] plain = text.toCharArray();
        int i = 0;
        while (i < plain.length) {
            int end = i + 1;
            if (text.startsWith("//", i)) {
                end = after(text, "\n", i) - 1;
            } else if (text.startsWith("/*", i)) {
                end = after(text, "*/", i + 2);
            } else if (plain[i] == '"') {
                while (end < plain.length && plain[end] != '"' && plain[end] != '\n') {
                    end += plain[end] == '\\' ? 2 : 1;
                }
                end++;
            } else {
                i++;
                continue;
            }
            for (; i < Math.min(end, plain.length); i++) {
                plain[i] = plain[i] == '\n' ? '\n' : ' ';
            }
        }
        return plain;
    }

    private static int after(String text, String mark, int from) {
        int at = text.indexOf(mark, from);
        return at < 0 ? text.length() + 1 : at + mark.length();
    }
}
