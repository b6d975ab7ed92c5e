/**
 * Before stage 1: what is registered. In: the registry's folder. Out: Scan (manifests in force, problems), ModelSpec.
 */
@NullMarked
package io.gearshift.registry.catalog;

import org.jspecify.annotations.NullMarked;
