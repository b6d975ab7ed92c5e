package io.gearshift.daemon.rollout;

import io.gearshift.daemon.rollout.PolicySwitch.Pull;
import io.gearshift.policies.bundle.Bundle;
import io.gearshift.policies.bundle.BundleException;
import io.gearshift.policies.staging.Staging.Phase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the server for bundles again and again, and passes on those of a trusted key. On the rollout's thread. */
final class Puller {

    private static final Logger LOG = LoggerFactory.getLogger(Puller.class);

    private final BundleSource source;
    private final Ledger ledger;
    private final Stager stager;
    private final PolicySwitch daemon;
    private final Duration interval;
    private final Clock clock;
    private final RandomGenerator random;
    private final OneThread thread;
    private int failures;
    private volatile Look look = Look.NONE;

    Puller(
            BundleSource source,
            Ledger ledger,
            Stager stager,
            PolicySwitch daemon,
            Duration interval,
            Clock clock,
            RandomGenerator random,
            OneThread thread) {
        this.source = source;
        this.ledger = ledger;
        this.stager = stager;
        this.daemon = daemon;
        this.interval = interval;
        this.clock = clock;
        this.random = random;
        this.thread = thread;
    }

    /** The latest look. Of any thread. */
    Look last() {
        return look;
    }

    /** Now, and from now on. */
    void pull() {
        try {
            look();
        } finally {
            thread.later(this::pull, Backoff.next(interval, failures, random.nextDouble()));
        }
    }

    /** Not while a bundle is on probation: what comes next is compared with it, once it is known to be good. */
    void look() {
        if (ledger.staging().phase() == Phase.WATCH) {
            return;
        }
        try {
            BundleSource.Reply reply = source.fetch(ledger.etag());
            byte[] bytes = reply.bytes();
            if (bytes == null) {
                seen(Pull.UNCHANGED, "");
                return;
            }
            Bundle bundle = trusted(bytes);
            int failedBefore = failures;
            seen(Pull.FETCHED, "");
            failures = failedBefore; // it counts once it could be tried
            stager.arrived(bundle);
            failures = 0;
            ledger.fetched(reply.etag());
        } catch (FetchException | NotNowException e) {
            seen(Pull.FAILED, String.valueOf(e.getMessage()));
        } catch (BundleException e) {
            seen(Pull.UNTRUSTED, "what the server sent cannot be used: " + e.getMessage());
        }
    }

    private Bundle trusted(byte[] bytes) throws BundleException {
        Bundle bundle = Bundle.read(bytes);
        if (!ledger.isTrusted(bundle)) {
            throw new BundleException(
                    bundle.isSigned() ? "signed by no key in policy.bundle.publicKeyFile" : "not signed", "");
        }
        return bundle;
    }

    private void seen(Pull outcome, String problem) {
        failures = problem.isEmpty() ? 0 : failures + 1;
        Instant now = clock.instant();
        if (!problem.isEmpty() && !problem.equals(look.problem())) {
            LOG.warn("policy bundle from {}: {}\nThe rules in force have not changed.", source.url(), problem);
        } else if (problem.isEmpty() && !look.problem().isEmpty()) {
            LOG.info("policy bundle from {}: answers again", source.url());
        }
        look = new Look(now, problem.isEmpty() ? now : look.goodAt(), outcome, problem);
        daemon.pulled(outcome, problem);
    }
}
