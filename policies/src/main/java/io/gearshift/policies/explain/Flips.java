package io.gearshift.policies.explain;

import io.gearshift.policies.explain.Flip.Change;
import io.gearshift.policies.meaning.Sample;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Flips in words. */
public final class Flips {

    private Flips() {}

    /** {@code full@cpu:1 would be chosen once Device.temperatureC falls to 61 °C (now 72.4 °C)}. */
    public static String say(Flip flip) {
        String head = flip.gear() + " would be chosen ";
        if (flip.changes().isEmpty()) {
            return head + "in " + seconds(flip) + ", when its dwell, rest or pin is over and nothing else has changed";
        }
        String changes = flip.changes().stream().map(Flips::say).collect(Collectors.joining(" and "));
        return head + changes + (flip.afterS() > 0 ? ", and that for " + seconds(flip) : "");
    }

    private static String say(Change change) {
        String unit = change.unit().isEmpty() || change.unit().equals("ratio") ? "" : " " + change.unit();
        String now = change.from() == null ? "not set" : Sample.text(change.from()) + unit;
        String verb = !(change.to() instanceof Double)
                ? " is "
                : change.from() == null ? " is set to " : change.isFall() ? " falls to " : " rises to ";
        String to = change.to() instanceof Double number ? number(number) : String.valueOf(change.to());
        return (change.to() instanceof Double && change.from() != null ? "once " : "if ") + change.signal() + verb + to
                + unit + " (now " + now + ")";
    }

    /** Every digit, because the one before does not flip. */
    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String seconds(Flip flip) {
        return Sample.text(flip.afterS()) + " s";
    }

    /** What is said where the search found nothing. */
    public static String none(@Nullable String goal) {
        return "no change of one signal, nor of two, makes it " + (goal == null ? "another gear" : goal);
    }

    /** The first few, one a line. */
    public static List<String> say(List<Flip> flips, int most) {
        return flips.stream().limit(most).map(Flips::say).toList();
    }
}
