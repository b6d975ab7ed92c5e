package io.gearshift.policies.pack;

import io.gearshift.policies.language.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A pack cannot be used; says every problem. The policy in force is not touched. */
public final class PackException extends Exception {

    /** It goes to logs and over the network; more than this nobody mends at once. */
    private static final int MOST_TOLD = 100;

    private final String reason;
    private final String advice;
    private final transient List<Problem> problems;
    private final boolean isPassing;

    public PackException(String pack, List<Problem> problems) {
        this(
                "policy pack " + pack + ":\n"
                        + problems.stream().limit(MOST_TOLD).map(p -> "  " + p).collect(Collectors.joining("\n"))
                        + (problems.size() > MOST_TOLD ? "\n  and " + (problems.size() - MOST_TOLD) + " more" : ""),
                "",
                problems,
                false);
    }

    /** For what has no place in a file. */
    public PackException(String reason, String advice) {
        this(reason, advice, List.of(), false);
    }

    private PackException(String reason, String advice, List<Problem> problems, boolean isPassing) {
        super(reason + (advice.isEmpty() ? "" : "\n  " + advice));
        this.reason = reason;
        this.advice = advice;
        this.problems = List.copyOf(problems);
        this.isPassing = isPassing;
    }

    /** For what says nothing about the pack: a disk that is full, a folder that others may write, a process that was killed. */
    public static PackException passing(String message) {
        return passing(message, "");
    }

    public static PackException passing(String reason, String advice) {
        return new PackException(reason, advice, List.of(), true);
    }

    /** The message without the advice. */
    public String reason() {
        return reason;
    }

    /** What to do; empty when the reason says all. */
    public String advice() {
        return advice;
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
