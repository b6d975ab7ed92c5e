package io.gearshift.daemon.cli;

import io.gearshift.simulator.diff.Figure;
import io.gearshift.simulator.diff.Limit;
import io.gearshift.simulator.diff.Limits;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** By how much each figure of a diff may rise: one option each, one table of limits. */
final class LimitOptions {

    private static final String AMOUNT = "+N[%%]";

    private final Map<Figure, Limit> limits = new EnumMap<>(Figure.class);

    Limits limits() {
        return new Limits(limits);
    }

    @Option(
            names = "--max-energy",
            paramLabel = AMOUNT,
            converter = Amount.class,
            description = "Most that the energy may rise, in joules or percent.")
    void energy(Limit most) {
        limits.put(Figure.ENERGY, most);
    }

    @Option(
            names = "--max-misses",
            paramLabel = AMOUNT,
            converter = Amount.class,
            description = "Most that late answers may rise, in answers or percent.")
    void misses(Limit most) {
        limits.put(Figure.MISSES, most);
    }

    @Option(
            names = "--max-swaps",
            paramLabel = AMOUNT,
            converter = Amount.class,
            description = "Most that swaps may rise.")
    void swaps(Limit most) {
        limits.put(Figure.SWAPS, most);
    }

    @Option(
            names = "--max-faults",
            paramLabel = "+N",
            converter = Amount.class,
            description = "Most that turns with stopped rules may rise.")
    void faults(Limit most) {
        limits.put(Figure.FAULTS, most);
    }

    @Option(
            names = "--max-changed",
            paramLabel = "N%%",
            converter = Amount.class,
            description = "Most of the time that may be spent in another gear, in percent.")
    void changed(Limit most) {
        limits.put(Figure.CHANGED, most);
    }

    /** Reads a limit. */
    static final class Amount implements ITypeConverter<Limit> {
        @Override
        public Limit convert(String value) {
            try {
                return Limit.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
