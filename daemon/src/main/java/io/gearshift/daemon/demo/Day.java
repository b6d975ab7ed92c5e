package io.gearshift.daemon.demo;

import io.gearshift.daemon.demo.device.DeviceMoment;
import java.util.List;
import java.util.Optional;

/**
 * The script: what the device goes through, and what must have happened by when. Times are in seconds of a day of
 * {@link #LENGTH_S}; it is played faster or slower.
 */
final class Day {

    static final double LENGTH_S = 60;

    /** Nearer than this the loop could not turn often enough between two events of the script. */
    static final int LEAST_SECONDS = 30;

    /** What happens beside the device's files. */
    enum Turn {
        NOTHING,
        NETWORK_LOST,
        NETWORK_BACK
    }

    /** What must hold at a moment of the day. */
    enum Expectation {
        LIGHT_BEFORE_TRIP("before the trip point, every model has left its heavy gears"),
        LIGHT_ON_EMPTY("at 8 %, every model has left its heavy gears"),
        LOCAL_WHEN_OFFLINE("without a network, every model is answered on the device"),
        RECOVERED("when all is calm again, every model is as accurate as in the morning");

        private final String text;

        Expectation(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /**
     * One part of the day.
     *
     * @param atS when it begins
     * @param text what a person reads then
     */
    record Part(double atS, String text, Turn turn) {}

    /** @param atS when it is looked at */
    record Check(double atS, Expectation expectation) {}

    private record Key(double atS, DeviceMoment moment) {}

    private static final List<Key> KEYS = List.of(
            key(0, 46, 0.82, true, true),
            key(6, 47, 0.81, false, true),
            key(9, 50, 0.80, false, true),
            key(20, 96, 0.78, false, true),
            key(22, 89, 0.78, false, true),
            key(27, 89, 0.77, false, false),
            key(31.5, 89, 0.76, false, true),
            key(33.5, 89, 0.75, false, true),
            key(35.5, 62, 0.75, false, true),
            key(38, 48, 0.75, false, true),
            key(44, 48, 0.75, false, true),
            key(46.5, 47, 0.08, false, true),
            key(51.5, 46, 0.08, true, true),
            key(53, 45, 0.40, true, true),
            key(LENGTH_S, 45, 0.60, true, true));

    static final List<Part> PARTS = List.of(
            new Part(0, "a calm morning: plugged in, cool, network up", Turn.NOTHING),
            new Part(6, "unplugged: on battery from here", Turn.NOTHING),
            new Part(9, "the sun comes round: it heats up", Turn.NOTHING),
            new Part(19.8, "past 95 °C: the kernel slows the processor, which holds it at 89", Turn.NOTHING),
            new Part(27, "the network goes: link down, the cloud falls silent", Turn.NETWORK_LOST),
            new Part(31.5, "the network is back", Turn.NETWORK_BACK),
            new Part(33.5, "into the shade: it cools down", Turn.NOTHING),
            new Part(44, "hours later: the battery runs down to 8 %", Turn.NOTHING),
            new Part(51.5, "plugged in: it charges", Turn.NOTHING));

    static final List<Check> CHECKS = List.of(
            new Check(19.7, Expectation.LIGHT_BEFORE_TRIP),
            new Check(31.2, Expectation.LOCAL_WHEN_OFFLINE),
            new Check(51.2, Expectation.LIGHT_ON_EMPTY),
            new Check(LENGTH_S, Expectation.RECOVERED));

    private Day() {}

    private static Key key(double atS, double temperatureC, double battery, boolean isPlugged, boolean isOnline) {
        return new Key(atS, new DeviceMoment(temperatureC, battery, isPlugged, isOnline));
    }

    /** Temperature and charge move evenly from key to key; plug and link change at a key. */
    static DeviceMoment at(double seconds) {
        Key before = KEYS.get(0);
        for (Key key : KEYS) {
            if (key.atS() > seconds) {
                return between(before, key, (seconds - before.atS()) / (key.atS() - before.atS()));
            }
            before = key;
        }
        return before.moment();
    }

    private static DeviceMoment between(Key from, Key to, double share) {
        DeviceMoment a = from.moment();
        DeviceMoment b = to.moment();
        return new DeviceMoment(
                a.temperatureC() + share * (b.temperatureC() - a.temperatureC()),
                a.batteryRatio() + share * (b.batteryRatio() - a.batteryRatio()),
                a.isPlugged(),
                a.isOnline());
    }

    /** The part that begins after {@code from} and not after {@code to}. */
    static Optional<Part> beginning(double from, double to) {
        return PARTS.stream()
                .filter(part -> part.atS() > from && part.atS() <= to)
                .findFirst();
    }
}
