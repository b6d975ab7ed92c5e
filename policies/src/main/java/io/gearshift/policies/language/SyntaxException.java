package io.gearshift.policies.language;

/** What follows cannot be read; reading goes on at the next condition, action or rule. */
final class SyntaxException extends Exception {

    private final Code code;
    private final transient Token at;
    private final String hint;

    SyntaxException(Token at, String message, String hint) {
        this(Code.SYNTAX, at, message, hint);
    }

    SyntaxException(Code code, Token at, String message, String hint) {
        super(message, null, false, false);
        this.code = code;
        this.at = at;
        this.hint = hint;
    }

    void tell(Report report) {
        report.problem(code, at, String.valueOf(getMessage()), hint);
    }
}
