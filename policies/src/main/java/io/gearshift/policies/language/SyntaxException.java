package io.gearshift.policies.language;

/** The rest of a rule cannot be read. */
final class SyntaxException extends Exception {

    private final transient Token at;
    private final String hint;

    SyntaxException(Token at, String message, String hint) {
        super(message, null, false, false);
        this.at = at;
        this.hint = hint;
    }

    Problem in(String file) {
        return new Problem(file, at.line(), at.column(), String.valueOf(getMessage()), hint);
    }
}
