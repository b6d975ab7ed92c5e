package io.gearshift.daemon.shell;

/** Told how far measuring the gears is. */
@FunctionalInterface
public interface Progress {

    /** @param current the gear being measured, {@code model/gear}; empty at the end */
    void show(int done, int total, String current);
}
