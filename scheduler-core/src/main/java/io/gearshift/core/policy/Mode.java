package io.gearshift.core.policy;

/** A named conclusion that one rule draws and others match, e.g. {@code new Mode("cool-down")}. */
public record Mode(String name) {}
