/**
 * Stage 3 of 7: what compiled rules may consist of. In: the classes of a built pack. Out: everything in them that no permitted
 * rule compiles to. Knows nothing of the text that they were made from.
 */
@NullMarked
package io.gearshift.policies.code;

import org.jspecify.annotations.NullMarked;
