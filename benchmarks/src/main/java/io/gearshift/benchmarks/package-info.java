/** What decisions cost, beside the same work done by hand. */
@NullMarked
package io.gearshift.benchmarks;

import org.jspecify.annotations.NullMarked;
