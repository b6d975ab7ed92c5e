package io.gearshift.core.policy;

/**
 * Rules as text, as they were compiled: what is disabled or replaced is blank.
 *
 * @param file pack-relative name
 * @param text of rules made from a table, those made
 */
public record RuleSource(String file, String text) {}
