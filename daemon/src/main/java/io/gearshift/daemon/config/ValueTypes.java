package io.gearshift.daemon.config;

import io.gearshift.core.text.Durations;
import io.gearshift.core.text.Sizes;
import io.gearshift.policies.pack.BuiltIn;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The scalar types of the configuration. Ranges include both ends. */
final class ValueTypes {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:%-]{1,253}");

    private ValueTypes() {}

    static ValueType<Boolean> bool() {
        return new ScalarType<>(
                "true or false",
                (text, base) -> text.equals("true") || text.equals("false")
                        ? Optional.of(text.equals("true"))
                        : Optional.empty(),
                String::valueOf);
    }

    static ValueType<Integer> integer(int min, int max) {
        return new ScalarType<>(
                "a whole number, " + min + ".." + max,
                (text, base) -> parseInt(text).filter(n -> n >= min && n <= max),
                String::valueOf);
    }

    static ValueType<Double> number(double min, double max, String unit) {
        String range = plain(min) + ".." + plain(max);
        return new ScalarType<>(
                unit.isEmpty() ? "a number, " + range : "a number of " + unit + ", " + range,
                (text, base) -> parseDouble(text).filter(n -> n >= min && n <= max),
                ValueTypes::plain);
    }

    static ValueType<Duration> duration(String min, String max) {
        Duration least = Durations.parse(min).orElseThrow();
        Duration most = Durations.parse(max).orElseThrow();
        return new ScalarType<>(
                "a duration such as 250ms, 1s or 10m, " + min + ".." + max,
                (text, base) -> Durations.parse(text).filter(between(least, most)),
                Durations::format);
    }

    static ValueType<Long> size(String min, String max) {
        long least = Sizes.parse(min).orElseThrow();
        long most = Sizes.parse(max).orElseThrow();
        return new ScalarType<>(
                "a size such as 64MiB or 512MB, " + min + ".." + max,
                (text, base) -> Sizes.parse(text).filter(between(least, most)),
                Sizes::format);
    }

    static ValueType<String> host() {
        return new ScalarType<>(
                "a host name or address",
                (text, base) -> Optional.of(text).filter(HOST.asMatchPredicate()),
                text -> text);
    }

    static ValueType<Path> path() {
        return new ScalarType<>("a path", ValueTypes::parsePath, Path::toString);
    }

    static ValueType<String> pack() {
        return new ScalarType<>(
                String.join(", ", BuiltIn.NAMES) + ", a folder, or a bundle", ValueTypes::parsePack, text -> text);
    }

    private static Optional<String> parsePack(String text, Path base) {
        return BuiltIn.isName(text) ? Optional.of(text) : parsePath(text, base).map(Path::toString);
    }

    static ValueType<URI> url() {
        return new ScalarType<>(
                "a URL beginning with http:// or https://", (text, base) -> parseUrl(text), URI::toString);
    }

    /** One with http is read too, so that {@link ConfigChecks} can say why it will not do. */
    static ValueType<URI> secureUrl() {
        return new ScalarType<>("a URL beginning with https://", (text, base) -> parseUrl(text), URI::toString);
    }

    private static <T extends Comparable<T>> Predicate<T> between(T min, T max) {
        return value -> value.compareTo(min) >= 0 && value.compareTo(max) <= 0;
    }

    static Optional<Integer> parseInt(String text) {
        try {
            return Optional.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Double> parseDouble(String text) {
        try {
            return Optional.of(new BigDecimal(text).doubleValue());
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private static Optional<Path> parsePath(String text, Path base) {
        try {
            return text.isBlank()
                    ? Optional.empty()
                    : Optional.of(base.resolve(text).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<URI> parseUrl(String text) {
        try {
            URI uri = URI.create(text);
            boolean isHttp = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return isHttp && uri.getHost() != null && uri.getUserInfo() == null ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
