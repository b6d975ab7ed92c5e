package io.gearshift.registry.manifest;

/**
 * What the accuracy of all variants of a model was measured on.
 *
 * @param metric such as {@code top-1}
 * @param dataset in words
 * @param n number of examples
 */
public record Accuracy(String metric, String dataset, int n) {}
