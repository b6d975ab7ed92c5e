/**
 * The last step to Prometheus. In: a Micrometer registry. Out: the text that is scraped.
 */
@NullMarked
package io.gearshift.metrics.prometheus;

import org.jspecify.annotations.NullMarked;
