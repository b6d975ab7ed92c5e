package io.gearshift.daemon.demo;

import io.gearshift.daemon.demo.child.ChildDaemon;
import io.gearshift.daemon.demo.child.DemoException;
import io.gearshift.daemon.demo.device.DeviceMoment;
import io.gearshift.daemon.demo.device.FakeDevice;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Plays the script on the fake device and the network, and looks whether what is expected comes true. */
final class DayPlayer {

    /** Twice as often as the daemon looks at a device that is near a bound. */
    private static final Duration STEP = Duration.ofMillis(125);

    /** Accuracies are given to four digits. */
    private static final double SAME_ACCURACY = 1e-6;

    private final FakeDevice device;
    private final ChildDaemon daemon;
    private final ChildDaemon cloud;
    private final Gearbook gears;
    private final Traffic traffic;
    private final Timeline timeline;
    private final Narrator narrator;
    private final SortedMap<String, Gearbook.Gear> morning;
    private final List<DemoReport.Outcome> outcomes = new ArrayList<>();

    DayPlayer(
            FakeDevice device,
            ChildDaemon daemon,
            ChildDaemon cloud,
            Gearbook gears,
            Traffic traffic,
            Timeline timeline,
            Narrator narrator) {
        this.device = device;
        this.daemon = daemon;
        this.cloud = cloud;
        this.gears = gears;
        this.traffic = traffic;
        this.timeline = timeline;
        this.narrator = narrator;
        this.morning = gears.inForce();
    }

    /** Blocks until the day is over. */
    List<DemoReport.Outcome> play(Instant start, double seconds, BooleanSupplier isCancelled)
            throws IOException, InterruptedException, DemoException {
        double pace = Day.LENGTH_S / seconds;
        double before = -1;
        for (double now = 0; before < Day.LENGTH_S && !isCancelled.getAsBoolean(); ) {
            now = Math.min(Day.LENGTH_S, sinceS(start) * pace);
            DeviceMoment moment = Day.at(now);
            device.show(moment);
            begin(before, now, moment, now / pace);
            narrator.status(Timeline.status(now / pace, moment, traffic.answers(), traffic.losses()));
            look(before, now);
            daemon.requireAlive();
            before = now;
            Thread.sleep(STEP.toMillis());
        }
        return List.copyOf(outcomes);
    }

    static double sinceS(Instant start) {
        return Duration.between(start, Instant.now()).toNanos() / 1e9;
    }

    private void begin(double before, double now, DeviceMoment moment, double atS)
            throws IOException, InterruptedException {
        var part = Day.beginning(before, now);
        if (part.isPresent()) {
            narrator.line(timeline.mark(atS, moment, part.get().text()));
            switch (part.get().turn()) {
                case NETWORK_LOST -> cloud.freeze();
                case NETWORK_BACK -> cloud.thaw();
                case NOTHING -> {}
            }
        }
    }

    private void look(double before, double now) {
        for (Day.Check check : Day.CHECKS) {
            if (check.atS() > before && check.atS() <= now) {
                SortedMap<String, Gearbook.Gear> inForce = gears.inForce();
                String found = inForce.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue().name())
                        .collect(Collectors.joining(", "));
                boolean isMet = inForce.entrySet().stream().allMatch(entry -> holds(check.expectation(), entry));
                outcomes.add(new DemoReport.Outcome(check.expectation().text(), isMet, found));
            }
        }
    }

    private boolean holds(Day.Expectation expectation, Map.Entry<String, Gearbook.Gear> entry) {
        Gearbook.Gear gear = entry.getValue();
        return switch (expectation) {
            case LIGHT_BEFORE_TRIP, LIGHT_ON_EMPTY -> !gears.isHeavy(entry.getKey(), gear);
            case LOCAL_WHEN_OFFLINE -> gear.isLocal();
            case RECOVERED ->
                gear.accuracy() >= morning.getOrDefault(entry.getKey(), gear).accuracy() - SAME_ACCURACY;
        };
    }
}
