/**
 * Stage 2 of 7. In: Reading. Out: DeviceState.
 */
@NullMarked
package io.gearshift.core.device;

import org.jspecify.annotations.NullMarked;
