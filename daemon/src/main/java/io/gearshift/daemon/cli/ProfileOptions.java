package io.gearshift.daemon.cli;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.text.Nearest;
import io.gearshift.simulator.profile.Assumptions;
import io.gearshift.simulator.profile.ProfileException;
import io.gearshift.simulator.profile.ProfileSet;
import io.gearshift.simulator.profile.ProfiledGears;
import io.gearshift.simulator.profile.ProfiledRecording;
import io.gearshift.simulator.replay.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that give the models of a trace the gears of a table of measurements. */
final class ProfileOptions {

    private static final InputFile ASSUMED =
            new InputFile("--assume", "key=value pairs, or a YAML file", "docs/profiles.md shows one");

    @Option(
            names = "--profile",
            paramLabel = "FILE|DIR|NAME",
            description =
                    "With --device: gears with the figures of this table, folder of tables or built-in profile, in place"
                            + " of those of the trace (docs/profiles.md).")
    private @Nullable String profile;

    @Option(
            names = "--profile-device",
            paramLabel = "TEXT",
            description = "With --profile: the device in it, by a part of its name (default: the only one).")
    private String device = "";

    @Option(
            names = "--profile-model",
            split = ",",
            paramLabel = "[MODEL=]PROFILED",
            description =
                    "With --profile: the profiled model whose gears answer the requests for MODEL (default: the one of"
                            + " the same name, or the only one).")
    private List<String> models = new ArrayList<>();

    @Option(
            names = "--profile-only",
            paramLabel = "KEY=VALUE,...",
            description = "With --profile: only rows of this runtime, backend, variant or precision.")
    private String only = "";

    @Option(
            names = "--assume",
            paramLabel = "KEY=VALUE,...|FILE",
            description = "With --profile: a figure that was not measured, e.g. 'powerW=2.5' or"
                    + " 'backend=npu,powerW=1.2,loadMs=300'; the report repeats it. May be repeated.")
    private List<String> assumed = new ArrayList<>();

    private @Nullable ProfileSet set;

    boolean isAsked() {
        boolean isNarrowed = !device.isEmpty() || !models.isEmpty() || !only.isEmpty() || !assumed.isEmpty();
        if (profile == null && isNarrowed) {
            throw CliException.wrongUse(
                    "--profile-device, --profile-model, --profile-only and --assume need --profile",
                    "name a table of measurements with --profile");
        }
        return profile != null;
    }

    /** The recording itself without --profile. */
    Recording on(Recording recording) {
        if (!isAsked()) {
            return recording;
        }
        try {
            return profiled(recording);
        } catch (ProfileException e) {
            throw CliException.wrongUse(String.valueOf(e.getMessage()), e.hint());
        } catch (IOException e) {
            throw CliException.wrongUse(String.valueOf(e.getMessage()), "");
        }
    }

    private Recording profiled(Recording recording) throws IOException, ProfileException {
        ProfileSet table = table();
        String where = ProfiledGears.device(table, device);
        Assumptions assumptions = assumptions();
        Map<String, ProfiledGears> gears = new TreeMap<>();
        List<String> taken = new ArrayList<>();
        standIns(recording, table, where).forEach((asked, model) -> {
            try {
                gears.put(asked, ProfiledGears.of(table, where, model, only, assumptions));
            } catch (ProfileException e) {
                throw CliException.wrongUse(String.valueOf(e.getMessage()), e.hint());
            }
        });
        gears.forEach((asked, found) -> {
            taken.add("gears of " + asked + ": " + found.model() + " as measured on " + where + ", "
                    + found.gears().size() + " of " + table.name());
            found.taken().forEach(sentence -> taken.add(asked + ": " + sentence));
        });
        return new ProfiledRecording(recording, gears, taken);
    }

    private ProfileSet table() {
        ProfileSet known = set;
        if (known == null) {
            known = ProfileFailures.named(String.valueOf(profile));
            set = known;
        }
        return known;
    }

    private Assumptions assumptions() throws ProfileException {
        Assumptions all = new Assumptions();
        for (String text : assumed) {
            if (text.contains("=")) {
                all.add("--assume", text);
            } else {
                all.addFile(text, ASSUMED.text(Path.of(text)));
            }
        }
        return all;
    }

    /** Profiled models by the models that the trace asks for. */
    private Map<String, String> standIns(Recording recording, ProfileSet table, String where) throws IOException {
        List<String> asked =
                ProfiledRecording.asked(recording).stream().map(ModelSpec::name).toList();
        Set<String> measured = ProfiledGears.models(table, where);
        Map<String, String> told = told(asked, measured, where);
        for (String model : asked) {
            if (told.containsKey(model)) {
                continue;
            }
            if (measured.contains(model)) {
                told.put(model, model);
            } else if (asked.size() == 1 && measured.size() == 1) {
                told.put(model, measured.iterator().next());
            } else {
                throw CliException.wrongUse(
                        recording.name() + ": requests for " + model + ": no profiled model of that name on " + where,
                        "say which answers them: --profile-model " + model + "=NAME, one of "
                                + String.join(", ", measured));
            }
        }
        return told;
    }

    private Map<String, String> told(List<String> asked, Set<String> measured, String where) {
        Map<String, String> told = new TreeMap<>();
        for (String text : models) {
            int at = text.indexOf('=');
            String model = at < 0 && asked.size() == 1 ? asked.get(0) : text.substring(0, Math.max(0, at));
            String by = text.substring(at + 1);
            if (!asked.contains(model)) {
                throw CliException.wrongUse(
                        "--profile-model " + text + ": the trace asks for no model '" + model + "'",
                        "it asks for " + String.join(", ", asked));
            }
            if (!measured.contains(by)) {
                throw CliException.wrongUse(
                        "--profile-model " + text + ": no answer times of " + by + " on " + where,
                        Nearest.hintOrList(by, measured));
            }
            told.put(model, by);
        }
        return told;
    }
}
