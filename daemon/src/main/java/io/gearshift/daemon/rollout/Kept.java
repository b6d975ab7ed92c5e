package io.gearshift.daemon.rollout;

import io.gearshift.policies.staging.Staging;

/**
 * What a restart needs.
 *
 * @param runtime engine and vocabulary it was written by: with others, what was refused deserves another look
 * @param url where {@code etag} comes from
 * @param etag of the file last looked at; empty for none
 */
record Kept(String runtime, String url, String etag, Staging staging) {

    static Kept initial(String runtime, String url) {
        return new Kept(runtime, url, "", Staging.initial());
    }

    Kept with(Staging next) {
        return new Kept(runtime, url, etag, next);
    }

    Kept with(String nextEtag) {
        return new Kept(runtime, url, nextEtag, staging);
    }
}
