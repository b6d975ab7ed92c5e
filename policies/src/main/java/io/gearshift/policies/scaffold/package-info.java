/**
 * Stage 3 of 7, for authors: the first files of a new pack. In: a name. Out: a folder whose check and test pass.
 */
@NullMarked
package io.gearshift.policies.scaffold;

import org.jspecify.annotations.NullMarked;
