/** Help for this module's tests. */
@NullMarked
package io.gearshift.daemon;

import org.jspecify.annotations.NullMarked;
