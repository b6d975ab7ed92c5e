package io.gearshift.policies.test;

import io.gearshift.policies.document.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values over time: {@code 70x3 85x10} is three times 70, then ten times 85; {@code 0.5-0.01x20} falls by 0.01 twenty times
 * in all; {@code _} is a tick without a reading.
 */
final class SeriesText {

    private static final int MOST = 100_000;
    private static final String NUMBER = "\\d{1,15}(?:\\.\\d{1,12})?";
    private static final Pattern NUMBERS = Pattern.compile("(-?" + NUMBER + ")([+-]" + NUMBER + ")?(?:x(\\d{1,6}))?");
    private static final Pattern WORDS = Pattern.compile("([A-Za-z]+?)(?:x(\\d{1,6}))?");
    private static final Pattern GAP = Pattern.compile("_(?:x(\\d{1,6}))?");

    private SeriesText() {}

    /** Numbers in the range of the field; null where there is no reading. */
    static List<@Nullable Double> numbers(String field, Value value) {
        List<@Nullable Double> numbers = new ArrayList<>();
        for (String token : tokens(field, value)) {
            if (numbers.size() > MOST) {
                break; // said below; the rest would only fill memory
            }
            Matcher matcher = NUMBERS.matcher(token);
            int gap = gap(token);
            if (gap >= 0) {
                add(numbers, null, gap);
            } else if (!matcher.matches()) {
                wrong(field, value, token, "numbers such as 70x3 85x10, 0.5-0.01x20 or _x5");
            } else {
                add(field, value, matcher, numbers);
            }
        }
        return limited(field, value, numbers);
    }

    private static void add(String field, Value value, Matcher matcher, List<@Nullable Double> numbers) {
        BigDecimal first = new BigDecimal(matcher.group(1));
        BigDecimal step = matcher.group(2) == null
                ? BigDecimal.ZERO
                : new BigDecimal(matcher.group(2).replace("+", ""));
        int times = times(matcher.group(3));
        double last = first.add(step.multiply(BigDecimal.valueOf(Math.max(0, times - 1L))))
                .doubleValue();
        String token = matcher.group();
        if (value.isWithin(field, first.doubleValue(), token)
                && value.isWithin(field, last, plain(last) + " in " + token)) {
            for (int i = 0; i < Math.min(times, MOST + 1); i++) {
                numbers.add(first.add(step.multiply(BigDecimal.valueOf(i))).doubleValue());
            }
        }
    }

    /** Words among these; null where there is no reading. */
    static List<@Nullable String> words(String field, Value value, List<String> known) {
        List<@Nullable String> words = new ArrayList<>();
        for (String token : tokens(field, value)) {
            if (words.size() > MOST) {
                break;
            }
            Matcher matcher = WORDS.matcher(token);
            int gap = gap(token);
            if (gap >= 0) {
                add(words, null, gap);
            } else if (!matcher.matches() || !known.contains(matcher.group(1))) {
                wrong(field, value, token, String.join(", ", known) + ", each with xN to repeat it");
            } else {
                add(words, matcher.group(1), times(matcher.group(2)));
            }
        }
        return limited(field, value, words);
    }

    private static <T> void add(List<@Nullable T> list, @Nullable T item, int times) {
        for (int i = 0; i < Math.min(times, MOST + 1); i++) {
            list.add(item);
        }
    }

    private static int gap(String token) {
        Matcher matcher = GAP.matcher(token);
        return matcher.matches() ? times(matcher.group(1)) : -1;
    }

    private static int times(@Nullable String digits) {
        return digits == null ? 1 : Integer.parseInt(digits);
    }

    private static List<String> tokens(String field, Value value) {
        String text = value.text(field);
        return text == null ? List.of() : List.of(text.trim().split("\\s+"));
    }

    private static void wrong(String field, Value value, String token, String expected) {
        String hint = token.matches("x\\d+")
                ? "write it without a space before the x"
                : token.matches(".*\\*\\d+")
                        ? "write x for times"
                        : token.endsWith(",")
                                ? "separate by spaces"
                                : token.matches(".*x\\d{7,}") ? "repeat it at most " + MOST + " times" : "";
        value.problem("series", field + ": \"" + token + "\" (expected: " + expected + ")", hint);
    }

    private static <T> List<T> limited(String field, Value value, List<T> list) {
        if (list.size() > MOST) {
            value.problem("series", field + ": more than " + MOST + " values", "");
            return list.subList(0, 1);
        }
        return list;
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
