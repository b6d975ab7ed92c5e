package io.gearshift.simulator.closedloop;

import io.gearshift.core.estimate.Observation;
import io.gearshift.simulator.plant.DeviceStepper;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one interval cost. */
final class IntervalCosts {

    private final SortedMap<String, ServedModel> models = new TreeMap<>();
    private double answersJ;
    private double loadingJ;
    private double radioJ;
    private double deviceW;
    private double loadRatio;
    private double waitingRatio;
    private boolean isSupplied = true;

    ServedModel model(String name) {
        return models.computeIfAbsent(name, model -> new ServedModel());
    }

    void spent(double energyJ) {
        answersJ += energyJ;
    }

    void loaded(double energyJ) {
        loadingJ += energyJ;
    }

    void device(DeviceStepper.Stepped stepped, boolean isOff) {
        deviceW = stepped.powerW();
        radioJ = stepped.radioJ();
        isSupplied = stepped.isSupplied() && !isOff;
    }

    void processor(double load, double waiting) {
        loadRatio = load;
        waitingRatio = waiting;
    }

    /** Of answers, of making gears ready and of the radio. */
    double gearsJ() {
        return answersJ + loadingJ + radioJ;
    }

    double loadingJ() {
        return loadingJ;
    }

    double deviceW() {
        return deviceW;
    }

    double loadRatio() {
        return loadRatio;
    }

    double waitingRatio() {
        return waitingRatio;
    }

    boolean isSupplied() {
        return isSupplied;
    }

    long misses() {
        return models.values().stream().mapToLong(ServedModel::misses).sum();
    }

    long refused() {
        return models.values().stream().mapToLong(ServedModel::refused).sum();
    }

    double accuracySum() {
        double sum = 0;
        for (ServedModel model : models.values()) {
            sum += model.accuracySum();
        }
        return sum;
    }

    List<Observation> observations() {
        List<Observation> all = new ArrayList<>();
        models.forEach((name, model) -> all.addAll(model.observations(name)));
        return all;
    }
}
