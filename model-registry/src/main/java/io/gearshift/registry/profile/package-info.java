/**
 * Beside the stages. In: variants of this device's models. Out: Profile, measured here and kept, or assumed until it is.
 */
@NullMarked
package io.gearshift.registry.profile;

import org.jspecify.annotations.NullMarked;
