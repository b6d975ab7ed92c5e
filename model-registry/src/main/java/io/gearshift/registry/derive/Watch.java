package io.gearshift.registry.derive;

import io.gearshift.registry.derive.calibrate.Steps;

/** Follows a derivation, and may end it. */
public interface Watch extends Steps {

    /** What is done from now on, such as {@code calibrating}. */
    void stage(String what);
}
