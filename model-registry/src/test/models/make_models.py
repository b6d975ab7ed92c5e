"""Makes the tiny models that the registry's tests use and the one that proves execution providers.

python3 -m pip install onnx && python3 make_models.py   (from this folder; the results are committed)
"""

import pathlib

import numpy
from onnx import TensorProto, TensorProto as T, checker, helper, numpy_helper

MODULE = pathlib.Path(__file__).resolve().parents[3]
TEST = MODULE / "src/test/resources/models"
MAIN = MODULE / "src/main/resources/io/gearshift/registry/onnx"


def value(name, type_, shape):
    return helper.make_tensor_value_info(name, type_, shape)


def save(path, nodes, inputs, outputs, initializers=()):
    graph = helper.make_graph(nodes, path.stem, inputs, outputs, initializers)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    checker.check_model(model, full_check=True)
    path.write_bytes(model.SerializeToString(deterministic=True))


def identity(name, type_):
    save(TEST / f"identity-{name}.onnx", [helper.make_node("Identity", ["x"], ["y"])],
         [value("x", type_, ["n", 2])], [value("y", type_, ["n", 2])])


# One node that every provider can run: x times a constant matrix (row r, column c: 4 r + c).
save(MAIN / "probe.onnx", [helper.make_node("MatMul", ["x", "w"], ["y"])],
     [value("x", T.FLOAT, [1, 4])], [value("y", T.FLOAT, [1, 4])],
     [numpy_helper.from_array(numpy.arange(16, dtype=numpy.float32).reshape(4, 4), "w")])

for name, type_ in {"fp32": T.FLOAT, "fp16": T.FLOAT16, "fp64": T.DOUBLE, "int8": T.INT8, "uint8": T.UINT8,
                    "int32": T.INT32, "int64": T.INT64, "bool": T.BOOL, "bytes": T.STRING}.items():
    identity(name, type_)

# A type that the protocol here does not serve.
identity("int16", T.INT16)

# The output's shape depends on the values, not only on the input's shape.
save(TEST / "nonzero.onnx", [helper.make_node("NonZero", ["x"], ["y"])],
     [value("x", T.FLOAT, ["n"])], [value("y", T.INT64, [1, "found"])])

# Two inputs that share a free dimension, two outputs, one of them of a fixed shape.
save(TEST / "two.onnx",
     [helper.make_node("Add", ["a", "b"], ["sum"]), helper.make_node("ReduceSum", ["sum"], ["total"], keepdims=0)],
     [value("a", T.FLOAT, ["n", 3]), value("b", T.FLOAT, ["n", 3])],
     [value("sum", T.FLOAT, ["n", 3]), value("total", T.FLOAT, [])])

# Weights large enough to be kept outside the optimised model: x[n,64] -> Relu(x W1) W2 -> [n,8].
random = numpy.random.default_rng(1)
save(TEST / "dense.onnx",
     [helper.make_node("MatMul", ["x", "w1"], ["h"]), helper.make_node("Relu", ["h"], ["r"]),
      helper.make_node("MatMul", ["r", "w2"], ["y"])],
     [value("x", T.FLOAT, ["n", 64])], [value("y", T.FLOAT, ["n", 8])],
     [numpy_helper.from_array(random.standard_normal((64, 64), dtype=numpy.float32), "w1"),
      numpy_helper.from_array(random.standard_normal((64, 8), dtype=numpy.float32), "w2")])

# Its packed weights would lie at an offset that is no multiple of 64: 201 x 101 x 4 bytes behind the start of the file.
save(TEST / "misaligned.onnx", [helper.make_node("MatMul", ["x", "w"], ["y"])],
     [value("x", T.FLOAT, ["n", 201])], [value("y", T.FLOAT, ["n", 101])],
     [numpy_helper.from_array(random.integers(-8, 8, (201, 101)).astype(numpy.float32), "w")])

# Its weights lie in a file outside its folder.
weights = TensorProto(name="w", data_type=T.FLOAT, dims=[2, 2], data_location=T.EXTERNAL)
for key, entry in {"location": "../outside.bin", "offset": "0", "length": "16"}.items():
    weights.external_data.add(key=key, value=entry)
graph = helper.make_graph([helper.make_node("MatMul", ["x", "w"], ["y"])], "escape",
                          [value("x", T.FLOAT, ["n", 2])], [value("y", T.FLOAT, ["n", 2])], [weights])
(TEST / "escape.onnx").write_bytes(helper.make_model(
    graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8).SerializeToString(deterministic=True))
