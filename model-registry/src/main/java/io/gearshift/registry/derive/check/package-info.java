/** How a derived model stands to its parent. In: two sessions, samples, labels. Out: agreement, accuracy, speed. */
@NullMarked
package io.gearshift.registry.derive.check;

import org.jspecify.annotations.NullMarked;
