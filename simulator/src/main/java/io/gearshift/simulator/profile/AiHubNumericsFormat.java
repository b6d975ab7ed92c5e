package io.gearshift.simulator.profile;

/** Qualcomm AI Hub: accuracy on the device for each precision and runtime ({@code numerics.yaml}). */
final class AiHubNumericsFormat implements ProfileFormat {

    @Override
    public String name() {
        return "Qualcomm AI Hub accuracy (YAML)";
    }

    @Override
    public boolean recognises(ProfileFile file) {
        return file.has("device_metric:") && file.has("metric_name:");
    }

    @Override
    public void read(ProfileFile file, ProfileSink out) {
        Tree root = Tree.of(file, out);
        Tree metrics = root == null ? null : root.get("metrics");
        if (metrics == null || metrics.items().isEmpty()) {
            out.refuse(1, "no metrics in it");
            return;
        }
        metric(metrics.items().get(0), AiHubPerfFormat.model(file), out);
        metrics.items().stream()
                .skip(1)
                .forEach(more -> out.refuse(more.line(), more.text("metric_name") + ": the first metric counts"));
    }

    private static void metric(Tree metric, String model, ProfileSink out) {
        double most = metric.number("metric_range", "max").orElse(Double.NaN);
        Tree devices = metric.get("device_metric");
        if (!(most > 0) || metric.number("metric_range", "min").orElse(Double.NaN) != 0) {
            out.refuse(metric.line(), metric.text("metric_name") + ": metric_range is not 0 to some bound: no share");
            return;
        }
        String note = metric.text("metric_name") + " on " + metric.text("dataset_name");
        if (devices != null) {
            devices.each((device, precisions) ->
                    precisions.each((precision, runtimes) -> runtimes.each((runtime, cell) -> share(
                            cell,
                            ProfileKey.of(model, precision)
                                    .in(precision)
                                    .by(runtime)
                                    .on(device, Backend.UNTOLD),
                            most,
                            note,
                            out))));
        }
    }

    private static void share(Tree cell, ProfileKey key, double most, String note, ProfileSink out) {
        Tree value = cell.get("partial_metric");
        if (value == null) {
            out.refuse(
                    cell.line(), key.device() + ", " + key.precision() + ", " + key.runtime() + ": no partial_metric");
            return;
        }
        cell.number("partial_metric")
                .ifPresent(share -> out.add(value.line(), key.batched(1), Figure.ACCURACY, share / most, note));
    }
}
