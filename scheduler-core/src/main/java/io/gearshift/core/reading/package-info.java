/**
 * Stage 1 of 7. In: raw sensor text. Out: Reading.
 */
@NullMarked
package io.gearshift.core.reading;

import org.jspecify.annotations.NullMarked;
