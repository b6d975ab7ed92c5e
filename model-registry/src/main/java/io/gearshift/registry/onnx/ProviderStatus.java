package io.gearshift.registry.onnx;

/**
 * Whether an execution provider really computes on this device.
 *
 * @param name lower case, as in a gear's name: {@code cpu}, {@code cuda}, {@code qnn}, ...
 * @param isWorking a tiny model ran on it, with the fallback to the CPU disabled, and gave the right answer
 * @param reason what was found, for a person
 * @param hint what to do to get it; empty when it works or nothing helps on this system
 */
public record ProviderStatus(String name, boolean isWorking, String reason, String hint) {}
