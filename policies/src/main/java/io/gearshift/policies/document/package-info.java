/**
 * Stage 3 of 7, for authors: YAML and JSON read strictly. In: text. Out: values that know where they stand, and every
 * mistake at its place.
 */
@NullMarked
package io.gearshift.policies.document;

import org.jspecify.annotations.NullMarked;
