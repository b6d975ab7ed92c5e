package io.gearshift.policies.language;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Words of Drools and Java that a rule may not use, each with what to do instead. */
final class Forbidden {

    private static final String NOT_NEEDED = "remove it: the pack adds it by itself";
    private static final String NO_CODE = "use only conditions on facts and the verbs of policy";
    private static final String NO_STATE = "a policy remembers nothing between two turns; match the facts it is given";
    private static final String NO_CONTROL = "write one rule for each case";

    private static final Map<String, String> HINTS = Map.ofEntries(
            Map.entry("package", NOT_NEEDED),
            Map.entry("import", NOT_NEEDED),
            Map.entry("global", NOT_NEEDED),
            Map.entry("dialect", NOT_NEEDED),
            Map.entry("unit", NOT_NEEDED),
            Map.entry("function", NO_CODE),
            Map.entry("eval", "write the condition inside a fact: Device( headroomC < 3 )"),
            Map.entry("declare", "the facts are Device, Scene, Model, Candidate and Mode"),
            Map.entry("query", NO_CODE),
            Map.entry("window", NO_STATE),
            Map.entry("from", "match the fact directly: Device( ... )"),
            Map.entry("over", NO_STATE),
            Map.entry("accumulate", "use exists or not; sums over time are fields such as hotForMs"),
            Map.entry("acc", "use exists or not; sums over time are fields such as hotForMs"),
            Map.entry("collect", "use exists or not"),
            Map.entry("groupby", "use exists or not"),
            Map.entry("forall", "write not Candidate( ... ) with the opposite condition"),
            Map.entry("extends", "repeat the conditions"),
            Map.entry("do", NO_CONTROL),
            Map.entry("if", NO_CONTROL),
            Map.entry("else", NO_CONTROL),
            Map.entry("for", NO_CONTROL),
            Map.entry("while", NO_CONTROL),
            Map.entry("switch", NO_CONTROL),
            Map.entry("try", NO_CONTROL),
            Map.entry("throw", NO_CODE),
            Map.entry("return", NO_CODE),
            Map.entry("synchronized", NO_CODE),
            Map.entry("new", NO_CODE),
            Map.entry("class", NO_CODE),
            Map.entry("this", "name a field"),
            Map.entry("instanceof", "match the fact by its type: Device( ... )"),
            Map.entry("matches", "compare with ==, != or in: patterns in text can take unbounded time"),
            Map.entry("soundslike", "compare with ==, != or in"),
            Map.entry("memberOf", "use in ( ... )"),
            Map.entry("excludes", "use not contains"),
            Map.entry("str", "compare with ==, != or in"),
            Map.entry("drools", "the engine is out of reach of rules; " + NO_CODE),
            Map.entry("kcontext", "the engine is out of reach of rules; " + NO_CODE),
            Map.entry("insertLogical", "use insert(new Mode(\"...\"))"),
            Map.entry("update", "facts do not change; insert(new Mode(\"...\")) draws a conclusion"),
            Map.entry("modify", "facts do not change; insert(new Mode(\"...\")) draws a conclusion"),
            Map.entry("delete", "facts do not go away; insert(new Mode(\"...\")) draws a conclusion"),
            Map.entry("retract", "facts do not go away; insert(new Mode(\"...\")) draws a conclusion"),
            Map.entry("channels", NO_CODE),
            Map.entry("System", NO_CODE),
            Map.entry("Runtime", NO_CODE),
            Map.entry("Thread", NO_CODE),
            Map.entry("Class", NO_CODE),
            Map.entry("java", NO_CODE));

    private Forbidden() {}

    /** What to do instead; null for a word that is not on the list. */
    static @Nullable String hint(Token word) {
        return word.is(Token.Kind.WORD) ? HINTS.get(word.text()) : null;
    }

    /** Throws when the next word is on the list. */
    static void refuse(Token word) throws SyntaxException {
        String hint = hint(word);
        if (hint != null) {
            throw new SyntaxException(
                    Code.FORBIDDEN_SYNTAX, word, "'" + word.text() + "' is not allowed in a policy", hint);
        }
    }
}
