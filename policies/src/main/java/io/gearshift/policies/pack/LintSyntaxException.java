package io.gearshift.policies.pack;

/** The rest of a rule cannot be read. */
final class LintSyntaxException extends Exception {

    private final transient LintToken at;
    private final String hint;

    LintSyntaxException(LintToken at, String message, String hint) {
        super(message, null, false, false);
        this.at = at;
        this.hint = hint;
    }

    PackProblem in(String file) {
        return new PackProblem(file, at.line(), at.column(), String.valueOf(getMessage()), hint);
    }
}
