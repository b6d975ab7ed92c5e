package io.gearshift.daemon.shell;

import io.gearshift.policies.pack.PackException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Gives policies one after the other; loading can be held up. */
final class TestingOrigin implements Origin {

    final AtomicInteger loads = new AtomicInteger();
    final CountDownLatch reached = new CountDownLatch(1);
    private final String name;
    private final Deque<TestingPolicy> policies = new ArrayDeque<>();
    private final @Nullable CountDownLatch hold;

    TestingOrigin(String name, @Nullable CountDownLatch hold) {
        this.name = name;
        this.hold = hold;
    }

    static TestingOrigin of(TestingPolicy policy) {
        return new TestingOrigin(policy.id().pack(), null).then(policy);
    }

    TestingOrigin then(TestingPolicy policy) {
        policies.add(policy);
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Proven load() throws PackException {
        loads.incrementAndGet();
        reached.countDown();
        if (hold != null) {
            Waits.uninterruptibly(hold);
        }
        TestingPolicy next = policies.poll();
        if (next == null) {
            throw new PackException("the rule compiler ended with exit code 137", "killed");
        }
        return new Proven(next, 0);
    }
}
