package io.gearshift.policies.staging;

import io.gearshift.policies.bundle.Versions;
import io.gearshift.policies.staging.StagingEffect.News;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the change from one bundle to the next stands. Immutable; each event gives the next state and what is to be done.
 *
 * @param active the bundle in force; null: the pack that the configuration names
 * @param previous the one before it, to which a rollback returns
 * @param candidate the one in shadow; null in other phases
 * @param since when the phase began
 * @param mark what had been served then
 * @param before what was served in the time before the activation: what the watch compares with
 * @param starts of the process while it watches: a policy that brings the daemon down is taken back, too
 * @param refused bundles that are not taken again, latest last
 */
public record Staging(
        @Nullable Slot active,
        @Nullable Slot previous,
        @Nullable Slot candidate,
        Phase phase,
        Instant since,
        Served mark,
        Served before,
        int starts,
        List<Refused> refused) {

    /** Turns in which a policy may fail (a device that was busy for a moment) before it is taken back. */
    static final long MOST_FAULTS = 2;

    static final int MOST_STARTS = 3;

    /** A server that offers ever new bad bundles shall not fill the state. */
    private static final int MOST_REFUSED = 20;

    public enum Phase {
        /** Nothing new is under way. */
        STEADY,
        /** A candidate decides beside the policy in force. */
        SHADOW,
        /** A new bundle is in force, on probation. */
        WATCH
    }

    public record Refused(Slot slot, String reason) {}

    public record Step(Staging next, List<StagingEffect> effects) {}

    public Staging {
        refused = List.copyOf(refused);
    }

    public static Staging initial() {
        return new Staging(null, null, null, Phase.STEADY, Instant.EPOCH, Served.NOTHING, Served.NOTHING, 0, List.of());
    }

    /** A bundle with a good signature is there. Nothing happens when it is known already. */
    public Step arrived(Slot slot, StagingSettings settings) {
        if (slot.equals(active)
                || slot.equals(candidate)
                || whyRefused(slot.digest()).isPresent()) {
            return step(this);
        }
        String reason = settings.allowDowngrade() ? "" : backwards(slot);
        return reason.isEmpty() ? step(this, new StagingEffect.Check(slot)) : failed(slot, reason);
    }

    /** Whoever can answer for the server, but has no key, can offer old bundles of the author: only forwards, then. */
    private String backwards(Slot slot) {
        if (active == null) {
            return "";
        }
        if (!active.name().equals(slot.name())) {
            return "another pack than the one in force, " + active.shown()
                    + " (policy.bundle.allowDowngrade: true takes it)";
        }
        int order = Versions.compare(slot.version(), active.version());
        if (order < 0) {
            return "older than the one in force, " + active.shown() + " (policy.bundle.allowDowngrade: true takes it)";
        }
        return order == 0 ? "other content under the version in force, " + active.shown() + ": raise the version" : "";
    }

    public Optional<String> whyRefused(String digest) {
        return refused.stream()
                .filter(r -> r.slot().digest().equals(digest))
                .map(Refused::reason)
                .findFirst();
    }

    /** It was loaded and its tests are good. */
    public Step passed(Slot slot, Instant at, Served served, StagingSettings settings) {
        if (settings.shadow().isZero()) {
            Step activated = activated(slot, at, served, served, settings);
            return phase == Phase.SHADOW ? first(new StagingEffect.StopShadow(), activated) : activated;
        }
        Staging next = new Staging(active, previous, slot, Phase.SHADOW, at, served, Served.NOTHING, 0, refused);
        return step(
                next,
                new StagingEffect.StartShadow(slot),
                say(News.STAGED, slot, "runs in shadow for " + words(settings.shadow())));
    }

    /** It could not be loaded, its tests are not good, or it is not to be taken. */
    public Step failed(Slot slot, String reason) {
        return step(refuse(slot, reason), say(News.REFUSED, slot, reason));
    }

    /** @param shadowFaults turns in which the candidate failed */
    public Step tick(Instant at, Served served, long shadowFaults, StagingSettings settings) {
        return switch (phase) {
            case STEADY -> step(this);
            case SHADOW -> shadowed(at, served, shadowFaults, settings);
            case WATCH -> watched(at, served, settings);
        };
    }

    private Step shadowed(Instant at, Served served, long shadowFaults, StagingSettings settings) {
        Slot slot = candidate;
        if (slot == null) {
            return step(steady());
        }
        if (shadowFaults > MOST_FAULTS) {
            String reason = "failed in " + shadowFaults + " turns in shadow";
            return step(refuse(slot, reason).steady(), new StagingEffect.StopShadow(), say(News.REFUSED, slot, reason));
        }
        return Duration.between(since, at).compareTo(settings.shadow()) < 0
                ? step(this)
                : first(new StagingEffect.StopShadow(), activated(slot, at, served, served.since(mark), settings));
    }

    private Step activated(Slot slot, Instant at, Served served, Served before, StagingSettings settings) {
        boolean isWatched = !settings.watch().isZero();
        Phase next = isWatched ? Phase.WATCH : Phase.STEADY;
        return step(
                new Staging(slot, active, null, next, at, served, before, 0, refused),
                new StagingEffect.Activate(slot),
                say(News.ACTIVATED, slot, isWatched ? "in force, watched for " + words(settings.watch()) : "in force"));
    }

    private Step watched(Instant at, Served served, StagingSettings settings) {
        Served after = served.since(mark);
        if (after.faults() > MOST_FAULTS) {
            return back("failed in " + after.faults() + " turns");
        }
        if (MissRise.isBeyond(before, after, settings.maxMissIncrease())) {
            return back(String.format(
                    Locale.ROOT,
                    "late answers rose from %.1f %% to %.1f %%",
                    100 * before.missRatio(),
                    100 * after.missRatio()));
        }
        if (Duration.between(since, at).compareTo(settings.watch()) < 0) {
            return step(this);
        }
        return step(steady(), say(News.KEPT, active, verdict(after)));
    }

    private String verdict(Served after) {
        if (!MissRise.isKnown(before) || !MissRise.isKnown(after)) {
            return "stays: it did not fail; too few requests to compare late answers (" + before.requests()
                    + " before, " + after.requests() + " since)";
        }
        return String.format(
                Locale.ROOT,
                "stays: late answers %.1f %% before, %.1f %% since",
                100 * before.missRatio(),
                100 * after.missRatio());
    }

    /** It could not be put in force; the old policy still is. */
    public Step notActivated(String reason) {
        Slot slot = active;
        if (slot == null) {
            return step(steady());
        }
        Staging next = refuse(slot, reason);
        return step(
                new Staging(previous, null, null, Phase.STEADY, since, mark, before, 0, next.refused),
                say(News.REFUSED, slot, reason));
    }

    /** The process began; {@link #active} is in force, or the configured pack when that could not be loaded. */
    public Step restarted(Instant at, StagingSettings settings) {
        if (phase == Phase.SHADOW && candidate != null) {
            return step(
                    new Staging(
                            active, previous, candidate, Phase.SHADOW, at, Served.NOTHING, Served.NOTHING, 0, refused),
                    new StagingEffect.StartShadow(candidate),
                    say(
                            News.STAGED,
                            candidate,
                            "runs in shadow for " + words(settings.shadow()) + ", after a restart"));
        }
        if (phase == Phase.WATCH) {
            int count = starts + 1;
            return count >= MOST_STARTS
                    ? back("the daemon started " + count + " times while it was watched")
                    : step(new Staging(
                            active, previous, null, Phase.WATCH, at, Served.NOTHING, before, count, refused));
        }
        return step(steady());
    }

    /** Takes the newest back: the bundle that is staged, otherwise the one in force. */
    public Step byHand() {
        Slot slot = candidate;
        if (phase == Phase.SHADOW && slot != null) {
            String reason = "taken back by hand in shadow";
            return step(refuse(slot, reason).steady(), new StagingEffect.StopShadow(), say(News.REFUSED, slot, reason));
        }
        return back("taken back by hand");
    }

    /** Takes the bundle in force back. */
    private Step back(String reason) {
        Slot slot = active;
        if (slot == null) {
            return step(this);
        }
        Staging next = refuse(slot, reason);
        String to = previous == null ? "the configured pack" : previous.shown();
        return step(
                new Staging(previous, null, null, Phase.STEADY, since, mark, before, 0, next.refused),
                new StagingEffect.Activate(previous),
                say(News.ROLLED_BACK, slot, reason + "; back to " + to));
    }

    /** Its file is damaged or no longer trusted: the configured pack is in force. */
    public Staging without(Slot lost) {
        return new Staging(
                lost.equals(active) ? null : active,
                lost.equals(previous) ? null : previous,
                lost.equals(candidate) ? null : candidate,
                lost.equals(candidate) || lost.equals(active) ? Phase.STEADY : phase,
                since,
                mark,
                before,
                starts,
                refused);
    }

    /** Bundles whose files are needed. */
    public List<Slot> needed() {
        List<Slot> needed = new ArrayList<>();
        for (@Nullable Slot slot : new @Nullable Slot[] {active, previous, candidate}) {
            if (slot != null) {
                needed.add(slot);
            }
        }
        return needed;
    }

    private Staging refuse(Slot slot, String reason) {
        List<Refused> all = new ArrayList<>(refused);
        all.removeIf(r -> r.slot().digest().equals(slot.digest()));
        all.add(new Refused(slot, reason));
        List<Refused> latest = all.subList(Math.max(0, all.size() - MOST_REFUSED), all.size());
        return new Staging(active, previous, candidate, phase, since, mark, before, starts, latest);
    }

    private Staging steady() {
        return new Staging(active, previous, null, Phase.STEADY, since, mark, before, 0, refused);
    }

    private static Step step(Staging next, StagingEffect... effects) {
        return new Step(next, List.of(effects));
    }

    private static Step first(StagingEffect effect, Step then) {
        List<StagingEffect> effects = new ArrayList<>();
        effects.add(effect);
        effects.addAll(then.effects());
        return new Step(then.next(), List.copyOf(effects));
    }

    private static StagingEffect say(News news, @Nullable Slot slot, String text) {
        return new StagingEffect.Say(news, slot, text);
    }

    private static String words(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
