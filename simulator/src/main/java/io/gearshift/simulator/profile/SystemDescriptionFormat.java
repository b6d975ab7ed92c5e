package io.gearshift.simulator.profile;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an MLPerf submitter says of the device (JSON): no figures, but what a short name stands for. */
final class SystemDescriptionFormat implements ProfileFormat {

    private static final List<String> NAMES = List.of("System", "Board Name");
    private static final List<String> CHIPS = List.of("Processor Name", "SoC Name");
    private static final List<String> ACCELERATORS = List.of("Accelerator_type", "Accelerator");

    @Override
    public String name() {
        return "MLPerf system description (JSON)";
    }

    @Override
    public boolean recognises(ProfileFile file) {
        return file.has("\"Processor Name\"") || file.has("\"Board Name\"");
    }

    @Override
    public void read(ProfileFile file, ProfileSink out) {
        Tree root = Tree.of(file, out);
        if (root != null) {
            String text = Stream.of(NAMES, CHIPS, ACCELERATORS)
                    .map(keys -> first(root, keys))
                    .filter(found -> !found.isEmpty())
                    .collect(Collectors.joining(", "));
            out.describe(TinyNames.board(file.part(0)), text);
        }
    }

    private static String first(Tree root, List<String> keys) {
        return keys.stream()
                .map(root::text)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }
}
