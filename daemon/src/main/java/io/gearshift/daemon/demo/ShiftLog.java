package io.gearshift.daemon.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** Hears the daemon's events, tells each shift and keeps it. Thread-safe. */
final class ShiftLog {

    private final Instant start;
    private final Gearbook gears;
    private final Timeline timeline;
    private final Narrator narrator;
    private final List<DemoReport.Shift> shifts = new ArrayList<>();

    ShiftLog(Instant start, Gearbook gears, Timeline timeline, Narrator narrator) {
        this.start = start;
        this.gears = gears;
        this.timeline = timeline;
        this.narrator = narrator;
    }

    void on(String event, JsonNode data) {
        switch (event) {
            case "models" -> gears.see(data);
            case "decision" -> decision(data);
            case "swap" -> swap(data);
            default -> {}
        }
    }

    private void decision(JsonNode decision) {
        gears.decided(decision.path("id").asText(), decision.path("gear").asText());
        boolean isShift = decision.path("action").asText().equals("SHIFT")
                && decision.path("from").isTextual();
        if (isShift) {
            DemoReport.Shift shift = Timeline.shift(atS(decision), decision);
            synchronized (this) {
                shifts.add(shift);
            }
            narrator.line(timeline.shift(shift, decision.path("device")));
        }
    }

    private double atS(JsonNode decision) {
        try {
            Instant at = Instant.parse(decision.path("at").asText());
            return Math.max(0, Duration.between(start, at).toNanos() / 1e9);
        } catch (DateTimeParseException e) {
            return DayPlayer.sinceS(start);
        }
    }

    /** A swap that failed leaves the old gear in force; worth a line. */
    private void swap(JsonNode swap) {
        String problem = swap.path("problem").asText("");
        JsonNode model = swap.path("model").isTextual()
                ? swap.path("model")
                : swap.path("plan").path("model");
        if (!problem.isEmpty()) {
            narrator.line(timeline.note(DayPlayer.sinceS(start), model.asText(), "the swap failed: " + problem));
        }
    }

    synchronized List<DemoReport.Shift> shifts() {
        return List.copyOf(shifts);
    }

    synchronized int count(String model) {
        return (int)
                shifts.stream().filter(shift -> shift.model().equals(model)).count();
    }
}
