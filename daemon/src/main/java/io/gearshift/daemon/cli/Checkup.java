package io.gearshift.daemon.cli;

import io.gearshift.daemon.config.Config;
import java.util.List;

/** One part of doctor. Never throws: what cannot be looked at is a finding. */
@FunctionalInterface
interface Checkup {
    List<Finding> examine(Config config);
}
