package io.gearshift.core.policy;

/**
 * A named conclusion that one rule draws and others match, e.g. {@code new Mode("cool-down")}.
 *
 * @param name free; a rule asks for it by this
 */
public record Mode(String name) {}
