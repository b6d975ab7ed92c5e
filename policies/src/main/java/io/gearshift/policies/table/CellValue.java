package io.gearshift.policies.table;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import org.drools.template.model.SnippetBuilder;

/**
 * Whether what stands in a cell is a value, or text that ends the snippet it is put into: then one cell could write another
 * condition, action or rule, where a reader of the table sees a number.
 */
final class CellValue {

    static final String HINT = "a cell fills its place in the snippet and cannot end it: no ; // or /*, and no bracket"
            + " without its counterpart";

    private static final Pattern PRIORITY = Pattern.compile("-?\\d{1,6}");
    private static final Pattern PLACE = Pattern.compile("\\$(?:param|\\d)");
    private static final Pattern MARKS = Pattern.compile(";|//|/\\*|\\*/");

    private CellValue() {}

    static boolean isPriority(String value) {
        return PRIORITY.matcher(value).matches();
    }

    static boolean reaches(String value, Header header) {
        Grid.Cell snippet = header.snippet();
        return snippet != null
                && hasBarePlace(snippet.text())
                && (MARKS.matcher(value).find() || !isBalanced(value));
    }

    /** Whether a value stands outside quotes somewhere: it then is more than text. */
    private static boolean hasBarePlace(String snippet) {
        boolean isText = false;
        for (int i = 0; i < snippet.length(); i++) {
            isText ^= snippet.charAt(i) == '"';
            if (!isText && PLACE.matcher(snippet).region(i, snippet.length()).lookingAt()) {
                return true;
            }
        }
        return SnippetBuilder.getType(snippet) == SnippetBuilder.SnippetType.SINGLE;
    }

    private static boolean isBalanced(String value) {
        Deque<Character> open = new ArrayDeque<>();
        for (char c : value.toCharArray()) {
            int kind = "([{".indexOf(c);
            if (kind >= 0) {
                open.push(")]}".charAt(kind));
            } else if (")]}".indexOf(c) >= 0 && (open.isEmpty() || open.pop() != c)) {
                return false;
            }
        }
        return open.isEmpty();
    }
}
