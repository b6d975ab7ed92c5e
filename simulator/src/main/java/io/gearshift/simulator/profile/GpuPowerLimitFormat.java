package io.gearshift.simulator.profile;

import java.util.Locale;
import java.util.OptionalDouble;

/** Average power and time of a training epoch under each power limit of a GPU (Zeus). */
final class GpuPowerLimitFormat implements ProfileFormat {

    private static final String HEADER =
            "dataset,network,batch_size,optimizer,power_limit,time_per_epoch,average_power";

    @Override
    public String name() {
        return "power limits of GPUs (CSV)";
    }

    @Override
    public boolean recognises(ProfileFile file) {
        return CsvTable.hasHeader(file, HEADER);
    }

    @Override
    public void read(ProfileFile file, ProfileSink out) {
        String device = file.part(0).replaceFirst("^summary_power_", "").toUpperCase(Locale.ROOT);
        out.note("device " + device + " is from the file's name: the table does not tell it");
        out.note("time_per_epoch is of training: no latency of an inference follows from it");
        CsvTable.each(file, out, row -> row(row, device, out));
    }

    private static void row(CsvTable.Row row, String device, ProfileSink out) {
        OptionalDouble batch = row.number("batch_size");
        OptionalDouble limit = row.amount("power_limit", "W");
        if (batch.isEmpty() || limit.isEmpty() || batch.getAsDouble() < 1 || limit.getAsDouble() <= 0) {
            out.refuse(
                    row.line(),
                    "batch_size " + row.cell("batch_size") + ", power_limit " + row.cell("power_limit")
                            + " (expected: both positive)");
            return;
        }
        OptionalDouble power = row.amount("average_power", "W");
        if (power.isPresent() && power.getAsDouble() > 3 * limit.getAsDouble()) {
            out.refuse(
                    row.line(),
                    "average_power " + power.getAsDouble() + " W under a limit of " + limit.getAsDouble() + " W (mW?)");
            return;
        }
        ProfileKey key = ProfileKey.of(row.cell("network"), "")
                .on(device, Backend.GPU)
                .batched((int) batch.getAsDouble())
                .under(String.format(
                        Locale.ROOT,
                        "%s, %s, limit %.0f W",
                        row.cell("dataset"),
                        row.cell("optimizer"),
                        limit.getAsDouble()));
        power.ifPresent(value -> out.add(row.line(), key, Figure.POWER_W, value));
        row.number("time_per_epoch").ifPresent(value -> out.add(row.line(), key, Figure.EPOCH_S, value));
    }
}
