package io.gearshift.policies.meaning;

import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Mode;
import io.gearshift.core.policy.Model;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.Scene;
import java.util.ArrayList;
import java.util.List;

/** What rules match against: the input, and the modes inserted so far. */
final class Facts {

    private final PolicyInput input;
    private final List<Object> device;
    private final List<Object> scene;
    private final List<Mode> modes = new ArrayList<>();

    Facts(PolicyInput input) {
        this.input = input;
        this.device = List.of(input.device());
        this.scene = List.of(input.scene());
    }

    List<?> of(Class<?> type) {
        if (type == Device.class) {
            return device;
        } else if (type == Scene.class) {
            return scene;
        } else if (type == Model.class) {
            return input.models();
        }
        return type == Candidate.class ? input.candidates() : modes;
    }

    /** False when it is there already: the same mode twice fires no rule that once does not. */
    boolean insert(String mode) {
        Mode inserted = new Mode(mode);
        if (modes.contains(inserted)) {
            return false;
        }
        modes.add(inserted);
        return true;
    }
}
