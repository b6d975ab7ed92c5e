package io.gearshift.simulator.profile;

/** The ONNX hub's list of files: model, opset, bytes (JSON). */
final class OnnxHubManifestFormat implements ProfileFormat {

    @Override
    public String name() {
        return "ONNX hub manifest (JSON)";
    }

    @Override
    public boolean recognises(ProfileFile file) {
        return file.has("\"opset_version\"") && file.has("\"model_path\"");
    }

    @Override
    public void read(ProfileFile file, ProfileSink out) {
        Tree root = Tree.of(file, out);
        if (root == null) {
            return;
        }
        for (Tree model : root.items()) {
            String name = model.text("model");
            String path = model.text("model_path");
            if (name.isEmpty() || path.isEmpty()) {
                out.refuse(model.line(), (name.isEmpty() ? "model" : "model_path") + " is missing");
                continue;
            }
            ProfileKey key = OnnxZooTableFormat.key(name, model.text("opset_version"));
            ProfileKey ofFile = key.under(key.conditions() + ", " + path.replaceFirst(".*/", ""));
            Tree bytes = model.at("metadata", "model_bytes");
            if (bytes == null) {
                out.refuse(model.line(), "metadata.model_bytes is missing");
            } else {
                model.number("metadata", "model_bytes")
                        .ifPresent(value -> out.add(bytes.line(), ofFile, Figure.FILE_BYTES, value));
            }
        }
    }
}
