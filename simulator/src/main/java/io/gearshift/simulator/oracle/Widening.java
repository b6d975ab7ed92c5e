package io.gearshift.simulator.oracle;

/** By how much cells are widened while there are too many groups: by halves and doubles, from stage to stage. */
record Widening(int doublings) {

    /** Groups may grow by less than this from one stage to the next without a second look. */
    private static final int ROOM = 4;

    /** Beyond it only states of one mode are left in a group, all of them. */
    private static final int MOST_DOUBLINGS = 40;

    Widening() {
        this(0);
    }

    Grid of(Grid grid) {
        return doublings == 0 ? grid : grid.times(Math.scalb(1.0, doublings));
    }

    boolean canGrow() {
        return doublings < MOST_DOUBLINGS;
    }

    Widening more() {
        return new Widening(doublings + 1);
    }

    /** Narrower again when there is room. */
    Widening after(int groups, int mostGroups) {
        return doublings > 0 && groups * ROOM < mostGroups ? new Widening(doublings - 1) : this;
    }
}
