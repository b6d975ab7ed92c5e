/** Which values the tensors inside a model take on real inputs. In: a graph, samples. Out: a range for each tensor. */
@NullMarked
package io.gearshift.registry.derive.calibrate;

import org.jspecify.annotations.NullMarked;
