/** The fleet on Apache Spark: devices are spread over executors, rows come back in order and go into one Parquet file. */
@NullMarked
package io.gearshift.fleet;

import org.jspecify.annotations.NullMarked;
