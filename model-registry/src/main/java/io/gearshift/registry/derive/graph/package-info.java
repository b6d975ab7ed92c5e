/** ONNX models as graphs that passes can change. In: a model file. Out: a model file. */
@NullMarked
package io.gearshift.registry.derive.graph;

import org.jspecify.annotations.NullMarked;
