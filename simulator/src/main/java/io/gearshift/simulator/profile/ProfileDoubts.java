package io.gearshift.simulator.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Signs that a figure is in another unit than the table says: it is far from the same model's others on the same device. */
final class ProfileDoubts {

    /** Between the slowest and the fastest build of one network on one device lie some tens; a mistaken unit is a thousand. */
    private static final double FAR = 200;

    /** Of two nobody knows which one is wrong. */
    private static final int FEW = 3;

    private ProfileDoubts() {}

    private record Group(String model, String device, Figure figure) implements Comparable<Group> {
        @Override
        public int compareTo(Group other) {
            int byModel = model.compareTo(other.model);
            int byDevice = device.compareTo(other.device);
            return byModel != 0 ? byModel : byDevice != 0 ? byDevice : figure.compareTo(other.figure);
        }
    }

    static List<String> of(List<ProfileRow> rows) {
        Map<Group, List<Measured>> groups = new TreeMap<>();
        for (ProfileRow row : rows) {
            row.figures().forEach((figure, measured) -> {
                if (figure.isLatency() || figure == Figure.ENERGY_MJ || figure == Figure.POWER_W) {
                    groups.computeIfAbsent(
                                    new Group(row.key().model(), row.key().device(), figure), key -> new ArrayList<>())
                            .add(measured);
                }
            });
        }
        Map<String, String> doubts = new LinkedHashMap<>();
        groups.forEach((group, values) -> {
            if (values.size() >= FEW) {
                double median = median(values);
                values.stream()
                        .filter(one -> one.value() > median * FAR || one.value() < median / FAR)
                        .forEach(one -> doubts.putIfAbsent(one.place(), doubt(group, one, median)));
            }
        });
        return List.copyOf(doubts.values());
    }

    private static double median(List<Measured> values) {
        double[] sorted = values.stream().mapToDouble(Measured::value).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static String doubt(Group group, Measured one, double median) {
        return String.format(
                Locale.ROOT,
                "%s: %s of %s on %s is %.4g %s, its others there are about %.4g: check the unit",
                one.place(),
                group.figure().label(),
                group.model(),
                group.device().isEmpty() ? "no device" : group.device(),
                one.value(),
                group.figure().unit(),
                median);
    }
}
