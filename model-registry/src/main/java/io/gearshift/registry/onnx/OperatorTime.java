package io.gearshift.registry.onnx;

/**
 * What one operator of a model takes in one inference.
 *
 * @param node its name in the model as the runtime runs it: fused operators have new names
 * @param operator such as {@code Conv}
 * @param provider lower-case short name of the provider that ran it
 * @param meanMs over the timed runs
 */
public record OperatorTime(String node, String operator, String provider, double meanMs) {}
