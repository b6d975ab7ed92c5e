package io.gearshift.simulator.baseline;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.simulator.closedloop.Driver;
import io.gearshift.simulator.closedloop.Interval;
import io.gearshift.simulator.closedloop.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The references of a scenario that know no future. */
public final class References {

    /** Beyond so many combinations of several models' gears only those of one place in all lists are taken. */
    private static final int MOST_STATIC = 24;

    private References() {}

    /** Each gear all the time; of several models every combination, or when those are too many the first gears, the second... */
    public static List<Driver> statics(Scenario scenario) {
        List<ModelSpec> models = scenario.intervals().get(0).demands().stream()
                .map(Interval.Demanded::spec)
                .toList();
        List<Map<String, String>> all = List.of(new TreeMap<>());
        for (ModelSpec model : models) {
            List<Map<String, String>> next = new ArrayList<>();
            for (Map<String, String> head : all) {
                for (GearSpec gear : model.gears()) {
                    Map<String, String> one = new TreeMap<>(head);
                    one.put(model.name(), gear.gear());
                    next.add(one);
                }
            }
            all = next;
            if (all.size() > MOST_STATIC) {
                return alike(models);
            }
        }
        return all.stream().<Driver>map(StaticGears::new).toList();
    }

    private static List<Driver> alike(List<ModelSpec> models) {
        int most = models.stream().mapToInt(model -> model.gears().size()).max().orElse(0);
        List<Driver> drivers = new ArrayList<>();
        for (int place = 0; place < most; place++) {
            Map<String, String> gears = new TreeMap<>();
            for (ModelSpec model : models) {
                List<GearSpec> known = model.gears();
                gears.put(
                        model.name(),
                        known.get(Math.min(place, known.size() - 1)).gear());
            }
            drivers.add(new StaticGears(gears));
        }
        return drivers;
    }

    /**
     * What a wrong answer is worth when nobody says: twice the energy for each point of accuracy that the most accurate local
     * gear costs over the lightest, the most of all models; at that price accuracy is worth its energy on a cool device.
     */
    public static double errorJ(Scenario scenario) {
        double most = 0;
        for (Interval.Demanded demanded : scenario.intervals().get(0).demands()) {
            List<GearSpec> gears = demanded.spec().gears();
            GearSpec best = gears.stream()
                    .max(Comparator.comparingDouble(GearSpec::accuracy))
                    .orElseThrow();
            GearSpec light = gears.stream()
                    .min(Comparator.comparingDouble(gear -> gear.profile().energyMj()))
                    .orElseThrow();
            double accuracy = best.accuracy() - light.accuracy();
            double energyJ = (best.profile().energyMj() - light.profile().energyMj()) / 1000;
            most = accuracy > 0 ? Math.max(most, 2 * energyJ / accuracy) : most;
        }
        return most > 0 ? most : 1;
    }
}
