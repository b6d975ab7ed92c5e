/** Fixtures for tests of the core: policies in plain Java, models with round figures, a loop driven by hand. */
@NullMarked
package io.gearshift.core.testing;

import org.jspecify.annotations.NullMarked;
