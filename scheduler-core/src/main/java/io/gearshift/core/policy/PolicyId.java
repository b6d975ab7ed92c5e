package io.gearshift.core.policy;

/** Which rules decide: pack name, its version, and the hash of rules, engine and vocabulary (hex). */
public record PolicyId(String pack, String version, String hash) {}
