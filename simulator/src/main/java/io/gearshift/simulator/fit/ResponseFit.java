package io.gearshift.simulator.fit;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.util.Pair;
import org.jspecify.annotations.Nullable;

/**
 * Fits a {@link Response} by least squares on its own simulation (output error), never on one-step predictions, which flatter.
 *
 * <p>The time constants are found by Levenberg and Marquardt's method on their logarithms; for each set of them base, gains and
 * past are the solution of a linear problem (variable projection: G. H. Golub and V. Pereyra, SIAM Journal on Numerical Analysis
 * 10(2), 1973). It starts from several sets over the range of times that the series can tell, and keeps the best. Output error:
 * L. Ljung, "System Identification", 2nd edition, Prentice Hall 1999.
 */
public final class ResponseFit {

    private static final int MOST_ITERATIONS = 60;
    private static final int STARTS = 4;
    private static final double STEP = 1e-4;

    /** A factor of two. */
    private static final double LEAST_APART_LOG = 0.6931;

    /** Fewer values do not tell a time constant from noise. */
    private static final int LEAST_VALUES = 20;

    private final int modes;
    private final double fittedRatio;

    /**
     * @param modes time constants, 1..3
     * @param fittedRatio leading part of the series that is fitted, the rest is held out; 0.1..0.95
     */
    public ResponseFit(int modes, double fittedRatio) {
        if (modes < 1 || modes > 3 || !(fittedRatio >= 0.1 && fittedRatio <= 0.95)) {
            throw new IllegalArgumentException(
                    "modes " + modes + ", fittedRatio " + fittedRatio + " (expected: 1..3, 0.1..0.95)");
        }
        this.modes = modes;
        this.fittedRatio = fittedRatio;
    }

    /** What was found. */
    public record Result(Response response, Errors errors) {}

    /** @throws FitException for a series too short or one that never changes */
    public Result fit(Series series) throws FitException {
        int fitted = (int) Math.round(series.size() * fittedRatio);
        if (fitted < LEAST_VALUES || series.size() - fitted < 1) {
            throw new FitException(
                    series.size() + " values (expected: at least " + LEAST_VALUES + " to fit and one to hold out)");
        }
        Series part = series.part(0, fitted);
        for (double[] input : part.inputs()) {
            if (Arrays.stream(input).allMatch(value -> value == input[0])) {
                throw new FitException("an input is " + input[0]
                        + " all the time (expected: one that changes, or its effect is unknown)");
            }
        }
        Search search = new Search(part);
        for (int start = 0; start < STARTS; start++) {
            search.from(start, modes);
        }
        Response best = search.best;
        if (best == null) {
            throw new FitException("no time constants explain the series");
        }
        return new Result(best, Errors.of(series.output(), best.output(series), fitted));
    }

    /** The best of everything that was tried. */
    private static final class Search {
        private final Series part;
        private final Range range;
        private @Nullable Response best;
        private double least = Double.POSITIVE_INFINITY;

        Search(Series part) {
            this.part = part;
            this.range = Range.of(part);
        }

        void from(int start, int modes) {
            try {
                new LevenbergMarquardtOptimizer()
                        .optimize(new LeastSquaresBuilder()
                                .start(range.start(modes, start))
                                .model(this::model)
                                .target(part.output())
                                .lazyEvaluation(false)
                                .maxEvaluations(MOST_ITERATIONS)
                                .maxIterations(MOST_ITERATIONS)
                                .build());
            } catch (MathRuntimeException e) {
                // Stopped by its limits or at a flat place: what it came to on the way counts.
                return;
            }
        }

        private Pair<RealVector, RealMatrix> model(RealVector logTau) {
            double[] at = logTau.toArray();
            double[] value = tried(at);
            RealMatrix slopes = new Array2DRowRealMatrix(value.length, at.length);
            for (int k = 0; k < at.length; k++) {
                double[] moved = at.clone();
                moved[k] += STEP;
                double[] there = tried(moved);
                for (int i = 0; i < value.length; i++) {
                    slopes.setEntry(i, k, (there[i] - value[i]) / STEP);
                }
            }
            return new Pair<>(new ArrayRealVector(value, false), slopes);
        }

        private double[] tried(double[] logTau) {
            Response found = response(part, range.tauS(logTau));
            double[] value = found.output(part);
            double loss = Errors.rmse(part.output(), value, 0, value.length);
            if (loss < least) {
                least = loss;
                best = found;
            }
            return value;
        }
    }

    /** The best base, gains and past for these time constants. */
    private static Response response(Series part, double[] tauS) {
        List<double[]> columns = Response.regressors(part, tauS);
        int inputs = part.inputs().size();
        boolean[] isBounded = new boolean[columns.size()];
        for (int k = 0; k < tauS.length; k++) {
            Arrays.fill(isBounded, 2 + k * (1 + inputs), 2 + k * (1 + inputs) + inputs, true);
        }
        double[] found = NonNegative.solve(columns, isBounded, part.output());
        double[] past = new double[tauS.length];
        double[][] gains = new double[tauS.length][inputs];
        for (int k = 0; k < tauS.length; k++) {
            past[k] = found[1 + k * (1 + inputs)];
            System.arraycopy(found, 2 + k * (1 + inputs), gains[k], 0, inputs);
        }
        return new Response(found[0], tauS, gains, past);
    }

    /** The time constants that a series can tell: from its sampling to its length. */
    private record Range(double leastLog, double mostLog) {

        static Range of(Series part) {
            double length = part.timeS()[part.size() - 1] - part.timeS()[0];
            double typical = length / (part.size() - 1);
            return new Range(StrictMath.log(typical / 2), StrictMath.log(length));
        }

        double[] start(int modes, int start) {
            double[] logs = new double[modes];
            for (int k = 0; k < modes; k++) {
                double share = (k + (start + 0.5) / STARTS) / modes;
                logs[k] = leastLog + share * (mostLog - leastLog);
            }
            return logs;
        }

        /** Kept apart: two close ones with pasts of opposite sign explain any bump, and nothing that follows. */
        double[] tauS(double[] logs) {
            double[] sorted = logs.clone();
            Arrays.sort(sorted);
            double[] tau = new double[sorted.length];
            double before = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < tau.length; k++) {
                double log = Math.max(Math.min(Math.max(sorted[k], leastLog), mostLog), before + LEAST_APART_LOG);
                tau[k] = StrictMath.exp(log);
                before = log;
            }
            return tau;
        }
    }
}
