package io.gearshift.simulator.sweep;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values of one parameter as people write them: {@code 1,2,5}, {@code 10..60}, {@code 10..60 by 5}. A range without steps has
 * five values in a grid and a hundred and one in a search, which are exact decimals, so that what is found can be written down.
 *
 * @param what named in messages
 * @param expected of one value
 * @param isWhole whether only whole numbers are values
 */
record Values(
        String what,
        String expected,
        Function<String, Optional<BigDecimal>> parser,
        Function<BigDecimal, String> format,
        boolean isWhole) {

    static final String FORM = "values such as 1,2,5 or 10..60 or '10..60 by 5'";

    private static final int OF_GRID = 5;
    private static final int OF_SEARCH = 101;
    private static final int MOST = 1001;
    private static final Pattern RANGE = Pattern.compile("(.+?)\\.\\.(.+?)(?:\\s*by\\s*(.+))?");

    static Optional<BigDecimal> number(String text) {
        return text.matches("[+-]?\\d{1,15}(\\.\\d{1,12})?([eE][+-]?\\d{1,2})?")
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }

    static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    List<String> shown(String text, boolean isSearched) throws SweepException {
        return of(text, isSearched).stream().map(format).distinct().toList();
    }

    List<BigDecimal> of(String text, boolean isSearched) throws SweepException {
        Matcher range = RANGE.matcher(text.strip());
        return range.matches() ? range(range, isSearched) : list(text);
    }

    private List<BigDecimal> list(String text) throws SweepException {
        List<BigDecimal> values = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            BigDecimal value = one(part);
            if (values.stream().anyMatch(other -> other.compareTo(value) == 0)) {
                throw new SweepException(what + ": " + part.strip() + " is given twice", "keep one");
            }
            values.add(value);
        }
        return values;
    }

    private BigDecimal one(String text) throws SweepException {
        String shown = text.strip();
        return parser.apply(shown)
                .orElseThrow(() -> new SweepException(
                        what + ": " + (shown.isEmpty() ? "nothing" : shown) + " (expected: " + expected + ")",
                        "give " + FORM));
    }

    private List<BigDecimal> range(Matcher range, boolean isSearched) throws SweepException {
        BigDecimal from = one(range.group(1));
        BigDecimal to = one(range.group(2));
        if (from.compareTo(to) >= 0) {
            throw new SweepException(
                    what + ": " + range.group().strip() + " (expected: from the lower to the higher value)", "");
        }
        return range.group(3) == null
                ? even(from, to, isSearched ? OF_SEARCH : OF_GRID)
                : stepped(from, to, one(range.group(3)), range.group());
    }

    private List<BigDecimal> stepped(BigDecimal from, BigDecimal to, BigDecimal step, String text)
            throws SweepException {
        if (step.signum() <= 0) {
            throw new SweepException(what + ": " + text + " (expected: steps of more than 0)", "");
        }
        if (to.subtract(from).divide(step, MathContext.DECIMAL64).compareTo(BigDecimal.valueOf(MOST - 1)) > 0) {
            throw new SweepException(what + ": " + text + " (expected: at most " + MOST + " values)", "longer steps");
        }
        List<BigDecimal> values = new ArrayList<>();
        for (BigDecimal value = from; value.compareTo(to) <= 0; value = value.add(step)) {
            values.add(value);
        }
        return values;
    }

    private List<BigDecimal> even(BigDecimal from, BigDecimal to, int count) {
        List<BigDecimal> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            BigDecimal exact = from.add(to.subtract(from)
                    .multiply(BigDecimal.valueOf(i))
                    .divide(BigDecimal.valueOf(count - 1L), MathContext.DECIMAL64));
            BigDecimal value = isWhole
                    ? exact.setScale(0, RoundingMode.HALF_EVEN)
                    : exact.round(new MathContext(6, RoundingMode.HALF_EVEN));
            if (values.isEmpty() || values.get(values.size() - 1).compareTo(value) != 0) {
                values.add(value);
            }
        }
        return values;
    }
}
