package io.gearshift.core.policy;

import java.util.List;

/** All that a policy may look at. Immutable; lists are in a fixed order (model, then gear). */
public record PolicyInput(Device device, Scene scene, List<Model> models, List<Candidate> candidates) {}
