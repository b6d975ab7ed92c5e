package io.gearshift.registry.catalog;

import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.Problem;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The registry after one look at it.
 *
 * @param models the manifests in force by name; a model whose new manifest is bad keeps its old one
 * @param problems of all models, each model's in the order of its file
 * @param isChanged models or problems differ from the look before; true for the first
 */
public record Scan(SortedMap<String, Manifest> models, List<Problem> problems, boolean isChanged) {

    public Scan {
        models = Collections.unmodifiableSortedMap(new TreeMap<>(models));
        problems = List.copyOf(problems);
    }
}
