package io.gearshift.simulator.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Who submitted which model on which device to MLPerf, from the path of a result: {@code SUBMITTER/results/DEVICE/MODEL/…}, or flattened
 * {@code ROUND__SUBMITTER__DEVICE__MODEL__….txt}. The results themselves do not tell it.
 *
 * @param by round and submitter; empty where the path does not tell
 */
record Submission(String by, String device, String model) {

    private static final Set<String> NO_NAMES = Set.of(
            "mlperf_log_summary",
            "log_performance",
            "results",
            "performance",
            "energy",
            "accuracy",
            "run_1",
            "SingleStream",
            "Offline",
            "MultiStream",
            "Server");

    static Submission of(ProfileFile file) {
        List<String> names = new ArrayList<>();
        for (String part : parts(file)) {
            String name = part.replaceFirst("-(performance|energy|accuracy)$", "");
            if (!NO_NAMES.contains(name)) {
                names.add(name);
            }
        }
        int size = names.size();
        return new Submission(
                size < 3 ? "" : String.join(" ", names.subList(Math.max(0, size - 4), size - 2)),
                size < 2 ? "" : names.get(size - 2),
                size < 1 ? file.part(0) : names.get(size - 1));
    }

    /** Of any other path nothing but the file's name is sure to be a name. */
    private static List<String> parts(ProfileFile file) {
        String path = file.name().replace('\\', '/');
        String last = path.substring(path.lastIndexOf('/') + 1);
        if (last.contains("__")) {
            return new ProfileFile(last, List.of(), true).parts();
        }
        List<String> parts = file.parts();
        int results = parts.subList(0, Math.max(0, parts.size() - 1)).lastIndexOf("results");
        return results < 1 ? parts.subList(parts.size() - 1, parts.size()) : parts.subList(results - 1, parts.size());
    }
}
