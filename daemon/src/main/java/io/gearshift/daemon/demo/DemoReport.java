package io.gearshift.daemon.demo;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the day came to.
 *
 * @param seconds the day took
 */
public record DemoReport(double seconds, List<Row> models, List<Shift> shifts, List<Outcome> expectations) {

    public DemoReport {
        models = List.copyOf(models);
        shifts = List.copyOf(shifts);
        expectations = List.copyOf(expectations);
    }

    /**
     * One model's day.
     *
     * @param lost questions without a usable answer in time
     * @param firstLoss why the first was lost; empty when none was
     * @param accuracy share of right answers, 0..1
     * @param accuracyAlwaysFull the same of the full gear, on the same questions
     * @param energyJ of all answers, on this device: what each gear's profile says, which is modelled from processor time
     *     because the fake device has no power sensor
     * @param energyAlwaysFullJ had the full local gear given them
     * @param gears answers by gear
     */
    public record Row(
            String model,
            int answers,
            int lost,
            String firstLoss,
            double accuracy,
            double accuracyAlwaysFull,
            double energyJ,
            double energyAlwaysFullJ,
            int shifts,
            SortedMap<String, Integer> gears) {

        public Row {
            gears = new TreeMap<>(gears);
        }

        /** 0..1; negative when it cost more. */
        public double saving() {
            return energyAlwaysFullJ > 0 ? 1 - energyJ / energyAlwaysFullJ : 0;
        }
    }

    /**
     * One shift.
     *
     * @param atS into the day
     * @param rule what moved it: a rule's or constraint's name
     */
    public record Shift(double atS, String model, String from, String to, String why, String rule) {}

    /** Whether what the script expects came true. */
    public record Outcome(String expectation, boolean isMet, String found) {}

    public int lost() {
        return models.stream().mapToInt(Row::lost).sum();
    }

    public int answers() {
        return models.stream().mapToInt(Row::answers).sum();
    }

    public double energyJ() {
        return models.stream().mapToDouble(Row::energyJ).sum();
    }

    public double energyAlwaysFullJ() {
        return models.stream().mapToDouble(Row::energyAlwaysFullJ).sum();
    }

    public boolean isGood() {
        return lost() == 0
                && models.stream().allMatch(row -> row.answers() > 0)
                && expectations.stream().allMatch(Outcome::isMet);
    }
}
