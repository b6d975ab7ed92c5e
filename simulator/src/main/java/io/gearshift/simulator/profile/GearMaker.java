package io.gearshift.simulator.profile;

import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.estimate.Profile;
import io.gearshift.core.policy.Location;
import io.gearshift.core.policy.Precision;
import io.gearshift.policies.situation.Given;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a gear of a row. A figure is the row's own; else, for accuracy and memory, that of the same variant elsewhere; else what someone
 * assumes; else it is missing. What stands for what is told, never done silently.
 */
final class GearMaker {

    private static final List<Figure> FOR_MEDIAN =
            List.of(Figure.LATENCY_P50_MS, Figure.LATENCY_MEAN_MS, Figure.LATENCY_MS);
    private static final List<Figure> FOR_P95 =
            List.of(Figure.LATENCY_P95_MS, Figure.LATENCY_P99_MS, Figure.LATENCY_P90_MS, Figure.LATENCY_MAX_MS);

    private final ProfileSet set;
    private final Assumptions assumptions;
    private final Shortfall taken = new Shortfall();
    private final Shortfall missing = new Shortfall();

    GearMaker(ProfileSet set, Assumptions assumptions) {
        this.set = set;
        this.assumptions = assumptions;
    }

    /** What stands for what, and what was assumed. */
    Shortfall taken() {
        return taken;
    }

    /** What nobody measured and nobody gave. */
    Shortfall missing() {
        return missing;
    }

    static boolean isTimed(ProfileRow row) {
        return row.key().batch() <= 1 && FOR_MEDIAN.stream().anyMatch(figure -> row.get(figure) != null);
    }

    /** Where the row computes, said by the table or by someone. */
    Backend backend(ProfileKey key) {
        if (key.backend() != Backend.UNTOLD) {
            return key.backend();
        }
        return assumptions.of(key, Backend.UNTOLD).stream()
                .flatMap(one -> Stream.ofNullable(one.computes()))
                .findFirst()
                .orElse(Backend.UNTOLD);
    }

    int threads(ProfileKey key, Backend backend) {
        if (backend == Backend.REMOTE) {
            return 0;
        }
        if (key.threads() > 0 || backend != Backend.CPU) {
            return backend == Backend.CPU ? key.threads() : 1;
        }
        return assumptions.of(key, backend).stream()
                .mapToInt(Assumption::threads)
                .filter(threads -> threads > 0)
                .findFirst()
                .orElse(1);
    }

    /** Null when something is missing, which was noted. */
    @Nullable
    GearSpec gear(ProfileRow row, String variant) {
        Backend backend = backend(row.key());
        int threads = threads(row.key(), backend);
        String name = variant + "@" + backend.provider() + ":" + threads;
        said(row.key(), backend, name);
        Double median = first(row, FOR_MEDIAN, "the median", name);
        Double energy = energy(row, backend, name, median);
        Double accuracy = figure(row, Figure.ACCURACY, backend, name);
        boolean isRemote = backend == Backend.REMOTE;
        Double memory = isRemote ? (Double) 0.0 : figure(row, Figure.MEMORY_BYTES, backend, name);
        Double load = isRemote ? (Double) 0.0 : figure(row, Figure.LOAD_MS, backend, name);
        if (median == null
                || energy == null
                || accuracy == null
                || memory == null
                || load == null
                || backend == Backend.UNTOLD) {
            return null;
        }
        Profile profile = new Profile(
                true, load, median, p95(row, backend, name, median), memory, energy, row.get(Figure.ENERGY_MJ) != null);
        return new GearSpec(
                name,
                variant,
                precision(row.key(), name),
                isRemote ? Location.CLOUD : Location.LOCAL,
                backend.provider(),
                threads,
                accuracy,
                isRemote ? Given.ENDPOINT : "",
                profile);
    }

    private void said(ProfileKey key, Backend backend, String name) {
        if (backend == Backend.UNTOLD) {
            missing.add("computes: the table does not say whether on CPU, GPU or NPU", name);
        } else if (key.backend() == Backend.UNTOLD) {
            taken.add("computes=" + backend.provider() + " was assumed: the table does not tell it", name);
        }
        if (backend == Backend.CPU && key.threads() == 0) {
            boolean isGiven = assumptions.of(key, backend).stream().anyMatch(one -> one.threads() > 0);
            taken.add(isGiven ? "threads were assumed" : "one thread: the table does not tell how many", name);
        }
    }

    private @Nullable Double first(ProfileRow row, List<Figure> order, String what, String name) {
        for (Figure figure : order) {
            Measured measured = row.get(figure);
            if (measured != null) {
                if (figure != order.get(0)) {
                    taken.add(figure.label() + " stands for " + what + ", which was not measured", name);
                }
                return measured.value();
            }
        }
        return null;
    }

    private double p95(ProfileRow row, Backend backend, String name, double median) {
        Double given =
                row.get(Figure.LATENCY_P95_MS) == null ? assumed(row, Figure.LATENCY_P95_MS, backend, name) : null;
        Double found = given != null ? given : first(row, FOR_P95, "the 95th percentile", name);
        if (found == null) {
            taken.add("answer times do not scatter: no percentile was measured", name);
        }
        return found == null ? median : Math.max(median, found);
    }

    private @Nullable Double energy(ProfileRow row, Backend backend, String name, @Nullable Double median) {
        Measured measured = row.get(Figure.ENERGY_MJ);
        if (measured != null) {
            return measured.value();
        }
        Measured power = row.get(Figure.POWER_W);
        if (power != null && median != null) {
            taken.add("energy is the measured power, idle power in it, times the answer's time", name);
            return power.value() * median;
        }
        Double energy = assumed(row, Figure.ENERGY_MJ, backend, name);
        Double watts = energy == null ? assumed(row, Figure.POWER_W, backend, name) : null;
        if (energy == null && watts == null) {
            missing.add("energyMj or powerW", name + " of " + row.place());
        }
        return energy != null ? energy : watts == null || median == null ? null : (Double) (watts * median);
    }

    private @Nullable Double figure(ProfileRow row, Figure figure, Backend backend, String name) {
        Measured own = row.get(figure);
        if (own != null) {
            return own.value();
        }
        Optional<ProfileRow> other = elsewhere(row.key(), figure);
        if (other.isPresent()) {
            Measured measured = other.get().figures().get(figure);
            if (measured != null) {
                taken.add(
                        figure.label() + " is that of " + measured.file()
                                + where(other.get().key()) + note(measured),
                        name + " line " + measured.line());
                return measured.value();
            }
        }
        Double assumed = assumed(row, figure, backend, name);
        if (assumed == null) {
            missing.add(figure.label(), name + " of " + row.place());
        }
        return assumed;
    }

    /** Accuracy belongs to the variant and not to the device; memory to a table of no device. */
    private Optional<ProfileRow> elsewhere(ProfileKey key, Figure figure) {
        return set.rows().stream()
                .filter(one -> one.get(figure) != null)
                .filter(one -> one.key().variant().equals(key.variant()))
                .filter(one -> one.key().model().equals(key.model().replaceFirst("/.*", ""))
                        || one.key().model().equals(key.model()))
                .filter(one -> figure == Figure.ACCURACY || one.key().device().isEmpty())
                .filter(one -> figure == Figure.ACCURACY || figure == Figure.MEMORY_BYTES)
                .min(Comparator.comparingInt((ProfileRow one) -> distance(one.key(), key)));
    }

    private static int distance(ProfileKey one, ProfileKey key) {
        return (one.device().equals(key.device()) ? 0 : one.device().isEmpty() ? 2 : 4)
                + (one.runtime().equals(key.runtime()) ? 0 : 1);
    }

    private static String where(ProfileKey key) {
        return key.device().isEmpty()
                ? ""
                : ", " + key.device() + (key.runtime().isEmpty() ? "" : " with " + key.runtime());
    }

    private static String note(Measured measured) {
        return measured.note().isEmpty() ? "" : ", " + measured.note();
    }

    private @Nullable Double assumed(ProfileRow row, Figure figure, Backend backend, String name) {
        for (Assumption one : assumptions.of(row.key(), backend)) {
            Double value = one.figures().get(figure);
            if (value != null) {
                taken.add(figure.label() + " of " + plain(value) + " was assumed, not measured: " + one.from(), name);
                return value;
            }
        }
        return null;
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private Precision precision(ProfileKey key, String name) {
        return Precisions.of(key.precision())
                .or(() -> Precisions.of(key.variant()))
                .orElseGet(() -> {
                    taken.add("precision FP32: the table does not tell it", name);
                    return Precision.FP32;
                });
    }
}
