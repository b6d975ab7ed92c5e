/**
 * The decisions kept on disk. In: decisions that were news. Out: one JSON line each, found again by id.
 */
@NullMarked
package io.gearshift.metrics.decisionlog;

import org.jspecify.annotations.NullMarked;
