package io.gearshift.registry.manifest;

import java.util.List;
import java.util.stream.Collectors;

/** A model that is not taken up; {@link #problems} holds all that is wrong with it. */
public final class ManifestException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public ManifestException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** In the order of the file; never empty. */
    public List<Problem> problems() {
        return problems;
    }
}
