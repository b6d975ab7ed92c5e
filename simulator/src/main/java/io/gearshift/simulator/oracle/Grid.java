package io.gearshift.simulator.oracle;

import java.util.Arrays;

/**
 * Groups states: those of one mode whose degrees fall into the same cells. Of each group the oracle follows one state.
 *
 * @param cell width for each degree, in its unit, &gt; 0
 */
public record Grid(double[] cell) {

    public Grid {
        cell = cell.clone();
        for (double width : cell) {
            if (!(width > 0)) {
                throw new IllegalArgumentException("cell: " + width + " (expected: > 0)");
            }
        }
    }

    public Grid times(double factor) {
        return new Grid(Arrays.stream(cell).map(width -> width * factor).toArray());
    }

    Key key(Object mode, double[] degrees) {
        long[] cells = new long[degrees.length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = (long) Math.floor(degrees[i] / cell[i]);
        }
        return new Key(mode, cells, 31 * mode.hashCode() + Arrays.hashCode(cells));
    }

    /** A group. */
    static final class Key {
        private final Object mode;
        private final long[] cells;
        private final int hash;

        Key(Object mode, long[] cells, int hash) {
            this.mode = mode;
            this.cells = cells;
            this.hash = hash;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Arrays.equals(cells, key.cells) && mode.equals(key.mode);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
