/** Makes variants of a model. In: a registered variant, real inputs. Out: a checked, registered variant. */
@NullMarked
package io.gearshift.registry.derive;

import org.jspecify.annotations.NullMarked;
