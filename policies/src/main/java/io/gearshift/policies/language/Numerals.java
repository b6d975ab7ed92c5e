package io.gearshift.policies.language;

import io.gearshift.policies.language.Token.Kind;

/** Reads numbers, and says what is none. */
final class Numerals {

    private static final int MOST_OF_NUMBER = 24;

    private final Source source;
    private final String text;

    Numerals(Source source) {
        this.source = source;
        this.text = source.text();
    }

    Token read() {
        int to = source.at();
        while (to < text.length() && (Lexer.isWordPart(text.charAt(to)) || isInNumber(to))) {
            to++;
        }
        String number = text.substring(source.at(), to);
        if (number.length() > MOST_OF_NUMBER) {
            source.problem(
                    Code.NUMBER, 1, "a number of " + number.length() + " digits", "write at most " + MOST_OF_NUMBER);
            number = "1";
        } else if (!number.matches("(0|[1-9][0-9]{0,17})(\\.[0-9]+)?([eE][+-]?[0-9]{1,2})?")) {
            String digits = number.replaceFirst("[A-Za-z].*", "");
            boolean hasUnit = digits.length() < number.length() && digits.matches("(0|[1-9][0-9]*)(\\.[0-9]+)?");
            source.problem(
                    Code.NUMBER,
                    to - source.at(),
                    "'" + number + "' is not a number",
                    hasUnit
                            ? Units.hint(text, source.at(), to, digits, number.substring(digits.length()))
                            : "write digits such as 30 or 0.5");
            number = "1";
        } else if (number.matches("[0-9]+") && Long.parseLong(number) > Integer.MAX_VALUE) {
            source.problem(
                    Code.NUMBER,
                    to - source.at(),
                    number + " is too large for a whole number",
                    "write " + number + ".0");
        }
        return source.take(Kind.NUMBER, number, to);
    }

    /** A decimal point before a digit, or the sign of an exponent. */
    private boolean isInNumber(int i) {
        char c = text.charAt(i);
        boolean isPoint = c == '.' && i + 1 < text.length() && Lexer.isDigit(text.charAt(i + 1));
        boolean isSign = (c == '+' || c == '-') && (text.charAt(i - 1) == 'e' || text.charAt(i - 1) == 'E');
        return isPoint || isSign;
    }
}
