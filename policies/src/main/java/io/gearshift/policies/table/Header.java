package io.gearshift.policies.table;

import org.drools.decisiontable.parser.ActionType;
import org.drools.decisiontable.parser.SourceBuilder;
import org.jspecify.annotations.Nullable;

/**
 * One column of a table.
 *
 * @param kind the cell that says what the column is
 * @param pattern the cell above its snippet, such as {@code Device( )}; null when there is none
 * @param snippet the cell with what each row's value is put into; null in columns without
 * @param template the snippet's text, as it was meant where its place for the value is misspelt
 * @param builder joins the values of a row into text; shared by columns under one merged pattern
 */
record Header(
        Grid.Cell kind,
        ActionType.Code code,
        Grid.@Nullable Cell pattern,
        Grid.@Nullable Cell snippet,
        String template,
        @Nullable SourceBuilder builder) {}
