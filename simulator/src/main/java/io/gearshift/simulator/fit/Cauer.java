package io.gearshift.simulator.fit;

import io.gearshift.simulator.plant.ThermalNetwork;
import io.gearshift.simulator.plant.ThermalNetwork.Coupling;
import io.gearshift.simulator.plant.ThermalNetwork.Zone;
import java.util.List;

/**
 * Turns what was fitted for one heated zone into a network of bodies: the heated zone, and for two time constants a case
 * between it and the air. Source of the conversion: continued fraction of the impedance, as V. Székely and T. Van Bien, "Fine structure of heat flow path in semiconductor devices", Solid-State Electronics 31(9), 1988.
 */
public final class Cauer {

    /** Hidden body between the heated zone and the air. */
    public static final String CASE = "case";

    private Cauer() {}

    /**
     * @param response of one or two modes to power in watts; modes without any gain count as absent
     * @return the network whose {@code zone} answers to power just as {@code response} does
     * @throws FitException when the response has no gain or more than two modes with one
     */
    public static ThermalNetwork network(String zone, Response response) throws FitException {
        int[] used = java.util.stream.IntStream.range(0, response.tauS().length)
                .filter(k -> response.gains()[k][0] > 0)
                .toArray();
        if (used.length < 1 || used.length > 2) {
            throw new FitException(used.length + " time constants with a gain (expected: 1 or 2)");
        }
        double r1 = response.gains()[used[0]][0];
        double tau1 = response.tauS()[used[0]];
        if (used.length == 1) {
            return new ThermalNetwork(List.of(new Zone(zone, tau1 / r1, 1 / r1)), List.of());
        }
        double r2 = response.gains()[used[1]][0];
        double tau2 = response.tauS()[used[1]];
        double ohm = r1 + r2;
        double slope = r1 * tau2 + r2 * tau1;
        double capacity = tau1 * tau2 / slope;
        double rest = tau1 + tau2 - capacity * ohm;
        double between = slope / rest;
        double toAir = ohm - between;
        return new ThermalNetwork(
                List.of(new Zone(zone, capacity, 0), new Zone(CASE, rest / toAir, 1 / toAir)),
                List.of(new Coupling(zone, CASE, 1 / between)));
    }
}
