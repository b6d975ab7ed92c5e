package io.gearshift.registry.derive.calibrate;

import io.gearshift.registry.derive.graph.DeriveException;

/** Follows long work, and may end it. */
public interface Steps {

    /** Follows nothing and never ends it. */
    Steps NONE = (done, total) -> {};

    void at(int done, int total);

    /** @throws DeriveException when the work is to end; nothing has been written */
    default void require() throws DeriveException {}

    /** Ends with these and shows them nothing. */
    static Steps quiet(Steps steps) {
        return new Steps() {
            @Override
            public void at(int done, int total) {}

            @Override
            public void require() throws DeriveException {
                steps.require();
            }
        };
    }
}
