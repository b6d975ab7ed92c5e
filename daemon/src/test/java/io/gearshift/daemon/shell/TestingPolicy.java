package io.gearshift.daemon.shell;

import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.PolicyOutcome;
import io.gearshift.core.policy.Relaxation;
import io.gearshift.core.policy.RuleInfo;
import io.gearshift.core.policy.Scene;
import io.gearshift.core.policy.Verdict;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A policy that takes one variant and forbids the others; that can be held up in the middle of an evaluation. */
final class TestingPolicy implements Policy {

    final Set<String> threads = ConcurrentHashMap.newKeySet();
    final CountDownLatch reached = new CountDownLatch(1);
    final CountDownLatch held = new CountDownLatch(1);
    final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicBoolean isReady = new AtomicBoolean(true);
    private final PolicyId id;
    private volatile String variant;
    private volatile @Nullable CountDownLatch hold;
    private volatile @Nullable String fault;

    TestingPolicy(String name, String variant) {
        this.id = new PolicyId(name, "1", name);
        this.variant = variant;
    }

    void takes(String other) {
        variant = other;
    }

    void fails(@Nullable String why) {
        fault = why;
    }

    /** From now on evaluations wait for {@code latch}. */
    TestingPolicy holdOn(@Nullable CountDownLatch latch) {
        hold = latch;
        return this;
    }

    /** Not ready for the loop until it was evaluated. */
    TestingPolicy cold() {
        isReady.set(false);
        return this;
    }

    @Override
    public PolicyId id() {
        return id;
    }

    @Override
    public Objective objective() {
        return Objective.ACCURACY;
    }

    @Override
    public List<Relaxation> relaxationOrder() {
        return List.of();
    }

    @Override
    public List<RuleInfo> rules() {
        return List.of();
    }

    @Override
    public PolicyOutcome evaluate(PolicyInput input) {
        threads.add(Thread.currentThread().getName());
        reached.countDown();
        CountDownLatch latch = hold;
        if (latch != null) {
            held.countDown();
            Waits.uninterruptibly(latch);
        }
        isReady.set(true);
        String why = fault;
        return why == null
                ? PolicyOutcome.of(
                        input.candidates().stream()
                                .filter(candidate -> !candidate.variant().equals(variant))
                                .map(this::forbid)
                                .toList(),
                        List.of("Only one"))
                : PolicyOutcome.failed(why);
    }

    private Verdict forbid(Candidate candidate) {
        return new Verdict.Forbid("Only one", candidate.model(), candidate.gear(), "only " + variant);
    }

    @Override
    public boolean isReadyFor(Device device, Scene scene) {
        return isReady.get();
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
