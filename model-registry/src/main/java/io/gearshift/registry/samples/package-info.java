/** Real inputs and their labels from files. In: NumPy arrays, text. Out: tensors in batches, class numbers. */
@NullMarked
package io.gearshift.registry.samples;

import org.jspecify.annotations.NullMarked;
