package io.gearshift.policies.pack;

import io.gearshift.policies.language.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A pack cannot be used; says every problem. The policy in force is not touched. */
public final class PackException extends Exception {

    /** It goes to logs and over the network; more than this nobody mends at once. */
    private static final int MOST_TOLD = 100;

    private final transient List<Problem> problems;
    private final boolean isPassing;

    public PackException(String pack, List<Problem> problems) {
        super("policy pack " + pack + ":\n"
                + problems.stream().limit(MOST_TOLD).map(p -> "  " + p).collect(Collectors.joining("\n"))
                + (problems.size() > MOST_TOLD ? "\n  and " + (problems.size() - MOST_TOLD) + " more" : ""));
        this.problems = List.copyOf(problems);
        this.isPassing = false;
    }

    /** For what has no place in a file. */
    public PackException(String message, String advice) {
        super(message + (advice.isEmpty() ? "" : "\n  " + advice));
        this.problems = List.of();
        this.isPassing = false;
    }

    private PackException(String message) {
        super(message);
        this.problems = List.of();
        this.isPassing = true;
    }

    /** For what says nothing about the pack: a disk that is full, a process that was stopped. */
    public static PackException passing(String message) {
        return new PackException(message);
    }

    /** The same pack may be good at another time. */
    public boolean isPassing() {
        return isPassing;
    }

    /** Empty when the trouble is not in the pack's text. */
    public List<Problem> problems() {
        return problems;
    }
}
