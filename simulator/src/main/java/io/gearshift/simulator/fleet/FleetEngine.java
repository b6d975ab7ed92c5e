package io.gearshift.simulator.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Runs a fleet on machines; found by {@link java.util.ServiceLoader}, since its libraries are on the class path of one command. */
public interface FleetEngine {

    /** Told of rows in the order of devices and policies. */
    interface Rows {

        void next(FleetRow row) throws IOException;
    }

    /** Told of each block of devices that is done. */
    interface Progress {

        void at(int done, int blocks);
    }

    /**
     * @param master of a cluster, or {@code local[N]}
     * @param settings of the cluster's own
     * @throws IOException when the cluster cannot be reached or the work cannot be done
     */
    void run(FleetPlan plan, String master, Map<String, String> settings, Rows rows, Progress progress)
            throws IOException;

    /** Writes rows to a file, whole when it is closed. */
    RowFile open(Path file, FleetPlan plan) throws IOException;

    /** A file of rows. */
    interface RowFile extends AutoCloseable {

        void write(FleetRow row) throws IOException;

        @Override
        void close() throws IOException;
    }
}
