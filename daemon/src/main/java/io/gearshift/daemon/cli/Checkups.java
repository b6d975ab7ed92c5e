package io.gearshift.daemon.cli;

import io.gearshift.daemon.sensors.LinuxSensorSource;
import java.time.Clock;
import java.util.List;

/** Everything that doctor examines, in the order it is shown. */
final class Checkups {

    private Checkups() {}

    static List<Checkup> all() {
        return List.of(
                new HostCheckup(),
                new SensorCheckup(
                        config -> new LinuxSensorSource(
                                config.sensors().sysfs(), config.sensors().proc()),
                        Clock.systemUTC()),
                new ProviderCheckup(),
                new ModelCheckup());
    }
}
