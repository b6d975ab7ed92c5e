package io.gearshift.registry.derive.prune;

import ai.onnx.proto.OnnxMl.NodeProto;

/** How channels pass through an operator. What a rule cannot follow it leaves. */
interface Rule {

    void follow(NodeProto node, Scope scope);
}
