/**
 * Stage 6 of 7, the cloud gear. In: tensors and a deadline. Out: the remote's tensors, checked, or a failure in time.
 */
@NullMarked
package io.gearshift.registry.remote;

import org.jspecify.annotations.NullMarked;
