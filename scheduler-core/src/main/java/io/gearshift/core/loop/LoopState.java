package io.gearshift.core.loop;

import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.Scene;

/** All that the loop remembers between events. Immutable. */
public record LoopState(Scene scene, PolicyId policy) {}
