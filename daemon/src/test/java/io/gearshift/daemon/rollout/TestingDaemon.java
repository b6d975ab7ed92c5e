package io.gearshift.daemon.rollout;

import io.gearshift.policies.bundle.Bundle;
import io.gearshift.policies.staging.Served;
import io.gearshift.policies.staging.Slot;
import io.gearshift.policies.staging.StagingEffect;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Says what it was asked for, and fails when told to. */
final class TestingDaemon implements PolicySwitch {

    private static final Duration PATIENCE = Duration.ofSeconds(100);

    final BlockingQueue<String> happened = new LinkedBlockingQueue<>();
    volatile Served served = Served.NOTHING;
    volatile String checkProblem = "";
    volatile boolean isBusy;
    volatile String activationProblem = "";

    /** Waits for it, passing over what comes before. */
    String await(String what) throws InterruptedException {
        StringBuilder before = new StringBuilder();
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (long left = PATIENCE.toNanos(); left > 0; left = end - System.nanoTime()) {
            String next = happened.poll(left, TimeUnit.NANOSECONDS);
            if (next != null && next.startsWith(what)) {
                return next;
            }
            before.append(before.length() < 2000 ? next + "\n" : "");
        }
        throw new AssertionError("no " + what + " after:\n" + before);
    }

    @Override
    public String check(Bundle bundle) {
        happened.add("check " + bundle.head().version());
        if (isBusy) {
            throw new NotNowException("disk full");
        }
        return checkProblem;
    }

    @Override
    public String startShadow(Bundle bundle) {
        happened.add("shadow " + bundle.head().version());
        return "";
    }

    @Override
    public void stopShadow() {
        happened.add("no shadow");
    }

    @Override
    public long shadowFaults() {
        return 0;
    }

    @Override
    public String activate(@Nullable Bundle bundle) {
        happened.add(
                "activate " + (bundle == null ? "configured" : bundle.head().version()));
        return activationProblem;
    }

    @Override
    public Served served() {
        return served;
    }

    @Override
    public void say(StagingEffect.News news, @Nullable Slot slot, String text) {
        happened.add(news + " " + text);
    }

    @Override
    public void pulled(Pull outcome, String problem) {
        happened.add(outcome + " " + problem);
    }
}
