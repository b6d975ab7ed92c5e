package io.gearshift.simulator.fleet;

import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;

/**
 * A fleet with all that its devices need, as it goes to the machines that run them.
 *
 * @param seed of all draws, arrivals and scatter
 * @param policies each device runs under each of them, in this order
 */
public record FleetPlan(String name, long seed, List<Group> groups, List<Trace> traces, List<Contender> policies)
        implements Serializable {

    /**
     * Devices of one kind.
     *
     * @param count of devices
     * @param file how problems name the device file
     * @param device the device file's text
     * @param traces places among the fleet's traces; each device draws one of them
     */
    public record Group(String name, int count, String file, String device, List<Integer> traces, List<Spread> spread)
            implements Serializable {

        public Group {
            traces = List.copyOf(traces);
            spread = List.copyOf(spread);
        }
    }

    /** @param files of the trace's folder by name */
    public record Trace(String name, SortedMap<String, byte[]> files) implements Serializable {}

    /** What drives a device. */
    public enum Kind {
        PACK,
        THRESHOLDS,
        ALERT,
        STATIC
    }

    /**
     * @param name in the results; references name themselves
     * @param jar of a built pack; empty for a reference
     */
    public record Contender(String name, Kind kind, byte[] jar) implements Serializable {}

    public FleetPlan {
        groups = List.copyOf(groups);
        traces = List.copyOf(traces);
        policies = List.copyOf(policies);
    }

    public int devices() {
        return groups.stream().mapToInt(Group::count).sum();
    }

    /** @param device from 0 */
    Group groupOf(int device) {
        int left = device;
        for (Group group : groups) {
            if (left < group.count()) {
                return group;
            }
            left -= group.count();
        }
        throw new IllegalArgumentException("device " + device + " (expected: 0.." + (devices() - 1) + ")");
    }
}
