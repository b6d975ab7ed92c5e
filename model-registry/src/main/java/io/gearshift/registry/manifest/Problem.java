package io.gearshift.registry.manifest;

/**
 * One thing that is wrong with a model, and where.
 *
 * @param file the manifest, or the model file, that is to be corrected
 * @param line from 1; 0 when the problem is the file as a whole
 * @param column from 1; 0 when the problem is the file as a whole
 * @param field path of the field, such as {@code variants[1].sha256}; empty for the whole file
 * @param message what is wrong, with the value found and what was expected
 * @param hint what to do; empty when the message says it
 */
public record Problem(String file, int line, int column, String field, String message, String hint) {

    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + (field.isEmpty() ? "" : field + ": ") + message;
    }
}
