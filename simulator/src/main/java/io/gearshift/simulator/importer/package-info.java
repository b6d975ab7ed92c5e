/**
 * Makes traces of the logs that devices write. In: a log as its tool wrote it. Out: readings with their times, what was
 * refused and why, and a recording that policies can run on.
 *
 * <p>A format is one class, a {@link io.gearshift.simulator.importer.LogFormat} listed in {@code Importers}; a CSV file needs
 * no class, only a mapping.
 */
@NullMarked
package io.gearshift.simulator.importer;

import org.jspecify.annotations.NullMarked;
