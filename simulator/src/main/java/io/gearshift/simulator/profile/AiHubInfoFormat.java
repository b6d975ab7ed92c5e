package io.gearshift.simulator.profile;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Qualcomm AI Hub: what a model is; of it the sizes of its files count here ({@code info.yaml}). */
final class AiHubInfoFormat implements ProfileFormat {

    private static final Pattern SIZE = Pattern.compile("Model size(?: \\((.+)\\))?");

    @Override
    public String name() {
        return "Qualcomm AI Hub model card (YAML)";
    }

    @Override
    public boolean recognises(ProfileFile file) {
        return file.has("technical_details:") && file.has("headline:");
    }

    @Override
    public void read(ProfileFile file, ProfileSink out) {
        Tree root = Tree.of(file, out);
        Tree details = root == null ? null : root.get("technical_details");
        if (details == null) {
            out.refuse(1, "no technical_details in it");
            return;
        }
        for (String name : details.keys()) {
            Matcher size = SIZE.matcher(name);
            Tree value = details.get(name);
            if (size.matches() && value != null) {
                String precision = size.group(1) == null ? "float" : size.group(1);
                ProfileKey key =
                        ProfileKey.of(AiHubPerfFormat.model(file), precision).in(precision);
                Cells.add(out, value.line(), key, Figure.FILE_BYTES, value.text(), "MB", name, "");
            }
        }
    }
}
