package io.gearshift.simulator.oracle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;

/** What a stage reaches, one for each group of a grid, whose cells are widened while there are too many. One owner. */
final class Groups<T> {

    private final Grid grid;
    private final int most;
    private final BiFunction<Grid, T, Grid.Key> group;
    private final BinaryOperator<T> both;
    private Widening widening = new Widening();
    private Grid cells;
    private Map<Grid.Key, T> reached = new LinkedHashMap<>();

    /**
     * @param group of one in cells of this width
     * @param both what stands for two that meet in a group, the earlier one first
     */
    Groups(Grid grid, int most, BiFunction<Grid, T, Grid.Key> group, BinaryOperator<T> both) {
        this.grid = grid;
        this.most = most;
        this.group = group;
        this.both = both;
        this.cells = grid;
    }

    void add(T one) {
        reached.merge(group.apply(cells, one), one, both);
    }

    /** Ends the stage. */
    List<T> take() {
        while (reached.size() > most && widening.canGrow()) {
            widening = widening.more();
            cells = widening.of(grid);
            Map<Grid.Key, T> before = reached;
            reached = new LinkedHashMap<>();
            before.values().forEach(this::add);
        }
        List<T> taken = List.copyOf(reached.values());
        widening = widening.after(taken.size(), most);
        cells = widening.of(grid);
        reached = new LinkedHashMap<>();
        return taken;
    }
}
