package io.gearshift.daemon.cli;

import java.util.List;

/** Everything that doctor examines, in the order it is shown. */
final class Checkups {

    private Checkups() {}

    static List<Checkup> all() {
        return List.of(new HostCheckup());
    }
}
