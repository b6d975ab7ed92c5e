package io.gearshift.simulator.plant;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

/**
 * Temperatures of a device as a network of heat capacities and conductances: {@code C dT/dt = -G (T - ambient) + P}.
 *
 * <p>For power and ambient temperature that are constant over a step the solution is the matrix exponential, which is taken
 * from the eigenvectors of the symmetric {@code C^-1/2 G C^-1/2}. So a step may be a millisecond or a day: nothing is
 * approximated and nothing can become unstable. Temperatures never fall when some power or the ambient temperature rises
 * ({@code G} is an M-matrix).
 *
 * <p>Source: W. Huang et al., "HotSpot: a compact thermal modeling methodology for early-stage VLSI design", IEEE
 * Transactions on VLSI Systems 14(5), 2006; for phones with battery and skin: Q. Xie et al., "Therminator: a thermal
 * simulator for smartphones producing accurate chip and skin temperature maps", ISLPED 2014. Exact stepping: C. Moler and
 * C. Van Loan, "Nineteen dubious ways to compute the exponential of a matrix", SIAM Review 45(1), 2003, method 14.
 */
public final class ThermalNetwork {

    /**
     * A body of one temperature.
     *
     * @param capacityJPerK heat capacity, &gt; 0
     * @param toAmbientWPerK conductance to the air around the device, &gt;= 0
     */
    public record Zone(String name, double capacityJPerK, double toAmbientWPerK) {
        public Zone {
            Require.positive(name + ".capacityJPerK", capacityJPerK);
            Require.notNegative(name + ".toAmbientWPerK", toAmbientWPerK);
        }
    }

    /** Heat flows between two zones, {@code conductanceWPerK} for each kelvin between them. */
    public record Coupling(String one, String other, double conductanceWPerK) {
        public Coupling {
            Require.positive(one + "-" + other + ".conductanceWPerK", conductanceWPerK);
        }
    }

    private final List<Zone> zones;
    private final List<Coupling> couplings;
    private final double[] ratesPerS;
    private final RealMatrix modes;

    /** @throws IllegalArgumentException without zones, for a name that comes twice, for a coupling of unknown zones */
    public ThermalNetwork(List<Zone> zones, List<Coupling> couplings) {
        this.zones = List.copyOf(zones);
        this.couplings = List.copyOf(couplings);
        Set<String> names = new HashSet<>();
        zones.forEach(zone -> require(names.add(zone.name()), zone.name() + ": zone (expected: once)"));
        require(!zones.isEmpty(), "zones: none (expected: at least one)");
        EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(symmetric());
        this.ratesPerS = eigen.getEigenvalues();
        this.modes = eigen.getV();
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    private RealMatrix symmetric() {
        int n = zones.size();
        RealMatrix g = new Array2DRowRealMatrix(n, n);
        for (int i = 0; i < n; i++) {
            g.addToEntry(i, i, zones.get(i).toAmbientWPerK());
        }
        for (Coupling coupling : couplings) {
            int i = zone(coupling.one());
            int j = zone(coupling.other());
            require(i != j, coupling + " (expected: two zones)");
            g.addToEntry(i, i, coupling.conductanceWPerK());
            g.addToEntry(j, j, coupling.conductanceWPerK());
            g.addToEntry(i, j, -coupling.conductanceWPerK());
            g.addToEntry(j, i, -coupling.conductanceWPerK());
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                g.setEntry(i, j, g.getEntry(i, j) / (rootC(i) * rootC(j)));
            }
        }
        return g;
    }

    private double rootC(int zone) {
        return Math.sqrt(zones.get(zone).capacityJPerK());
    }

    public List<Zone> zones() {
        return zones;
    }

    public List<Coupling> couplings() {
        return couplings;
    }

    /** @throws IllegalArgumentException for a name that no zone has */
    public int zone(String name) {
        for (int i = 0; i < zones.size(); i++) {
            if (zones.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException(name + ": zone (expected: one of "
                + zones.stream().map(Zone::name).toList() + ")");
    }

    /** The step of this length, to be used again and again. */
    public Propagator over(double seconds) {
        Require.notNegative("seconds", seconds);
        int n = zones.size();
        double[][] keep = new double[n][n];
        double[][] gain = new double[n][n];
        for (int k = 0; k < n; k++) {
            double decay = Modes.decay(ratesPerS[k], seconds);
            double risen = Modes.risen(ratesPerS[k], seconds);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    double product = modes.getEntry(i, k) * modes.getEntry(j, k);
                    keep[i][j] += product * decay * rootC(j) / rootC(i);
                    gain[i][j] += product * risen / (rootC(i) * rootC(j));
                }
            }
        }
        return new Propagator(keep, gain);
    }

    /** @return temperatures after the step */
    public double[] after(double[] temperatureC, double[] powerW, double ambientC, double seconds) {
        return over(seconds).after(temperatureC, powerW, ambientC);
    }

    /** One step length of one network: two matrices. */
    public static final class Propagator {
        private final double[][] keep;
        private final double[][] gainKPerW;

        Propagator(double[][] keep, double[][] gainKPerW) {
            this.keep = keep;
            this.gainKPerW = gainKPerW;
        }

        /**
         * @param temperatureC of each zone at the beginning
         * @param powerW heat put into each zone, constant over the step
         * @param ambientC constant over the step
         * @return of each zone at the end
         */
        public double[] after(double[] temperatureC, double[] powerW, double ambientC) {
            int n = keep.length;
            double[] next = new double[n];
            for (int i = 0; i < n; i++) {
                double above = 0;
                for (int j = 0; j < n; j++) {
                    above += keep[i][j] * (temperatureC[j] - ambientC) + gainKPerW[i][j] * powerW[j];
                }
                next[i] = ambientC + above;
            }
            return next;
        }
    }
}
