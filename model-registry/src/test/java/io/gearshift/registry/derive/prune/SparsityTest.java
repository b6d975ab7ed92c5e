package io.gearshift.registry.derive.prune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SparsityTest {

    private static final int OUTS = 12;
    private static final int INS = 32;

    private final SplittableRandom random = new SplittableRandom(11);
    private final double[][] inputs = inputs();
    private final double[][] weights = random(OUTS, INS);

    @Test
    void twoOfFour_eachFour_losesTwo() {
        double[][] sparse = copy(weights);
        Sparsity.apply(sparse, moments(), INS, 0.5, Pattern.TWO_OF_FOUR);

        for (double[] row : sparse) {
            for (int from = 0; from < INS; from += 4) {
                assertThat(IntStream.range(from, from + 4).filter(i -> row[i] == 0))
                        .hasSize(2);
            }
        }
    }

    @Test
    void unstructured_ofRelatedInputs_losesLessThanTheSmallestWeightsWould() {
        double[][] sparse = copy(weights);
        Sparsity.apply(sparse, moments(), INS, 0.5, Pattern.UNSTRUCTURED);
        double[][] plain = copy(weights);
        double bound = Arrays.stream(weights)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .sorted()
                .toArray()[OUTS * INS / 2];
        for (double[] row : plain) {
            Arrays.setAll(row, i -> Math.abs(row[i]) < bound ? 0 : row[i]);
        }

        assertThat(zeros(sparse)).isEqualTo(OUTS * INS / 2);
        assertThat(error(sparse)).isLessThan(0.5 * error(plain));
    }

    /** A bias is one of the columns, and stays. */
    @Test
    void columns_behindThoseThatMayLose_stay() {
        double[][] sparse = copy(weights);
        Sparsity.apply(sparse, moments(), INS - 1, 0.9, Pattern.UNSTRUCTURED);

        for (double[] row : sparse) {
            assertThat(row[INS - 1]).isNotZero();
        }
    }

    private double[][] moments() {
        Gram gram = new Gram(INS, 0);
        for (double[] row : inputs) {
            gram.add(row, new double[0]);
        }
        int[] all = IntStream.range(0, INS).toArray();
        return gram.part(all, all);
    }

    private double[][] inputs() {
        double[][] sources = random(400, 8);
        double[][] mixing = random(8, INS);
        double[][] rows = random(400, INS);
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < INS; j++) {
                rows[i][j] *= 0.3;
                for (int k = 0; k < 8; k++) {
                    rows[i][j] += sources[i][k] * mixing[k][j];
                }
            }
        }
        return rows;
    }

    private double error(double[][] changed) {
        double error = 0;
        for (double[] row : inputs) {
            for (int out = 0; out < OUTS; out++) {
                double difference = 0;
                for (int i = 0; i < INS; i++) {
                    difference += (changed[out][i] - weights[out][i]) * row[i];
                }
                error += difference * difference;
            }
        }
        return error;
    }

    private static int zeros(double[][] matrix) {
        return (int) Arrays.stream(matrix)
                .flatMapToDouble(Arrays::stream)
                .filter(value -> value == 0)
                .count();
    }

    private static double[][] copy(double[][] matrix) {
        return Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
    }

    private double[][] random(int rows, int columns) {
        double[][] matrix = new double[rows][columns];
        for (double[] row : matrix) {
            Arrays.setAll(row, i -> random.nextGaussian());
        }
        return matrix;
    }
}
