package io.gearshift.registry.oip;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.gearshift.core.serve.InferenceException;

/** How a message that breaks the protocol is reported: where, what was found, what was expected. */
final class OipErrors {

    /** Keeps what a client sent from filling a log line. */
    private static final int SHOWN = 60;

    private OipErrors() {}

    static InferenceException invalid(String problem) {
        return new InferenceException(InferenceException.Kind.INVALID_INPUT, problem);
    }

    static InferenceException notJson(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        String message = e.getOriginalMessage();
        int line = message.indexOf('\n');
        return new InferenceException(
                InferenceException.Kind.INVALID_INPUT,
                "body: not valid JSON" + where + ": " + (line < 0 ? message : message.substring(0, line)),
                e);
    }

    /** The start of a text from outside, fit for one line. */
    static String shown(String text) {
        StringBuilder line = new StringBuilder();
        int length = Math.min(text.length(), SHOWN);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) ? ' ' : c);
        }
        return text.length() > SHOWN ? line.append("...").toString() : line.toString();
    }
}
