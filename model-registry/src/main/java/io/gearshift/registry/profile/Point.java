package io.gearshift.registry.profile;

/**
 * A gear under given conditions.
 *
 * @param batch samples in one inference
 * @param backgroundThreads busy ones beside it
 */
public record Point(Job job, int batch, int backgroundThreads) {

    /** By the build of the variant, not by its name. */
    String key() {
        return String.join(
                " ",
                job.variant().sha256(),
                job.provider(),
                String.valueOf(job.threads()),
                String.valueOf(batch),
                String.valueOf(backgroundThreads));
    }

    /** What the daemon reckons with: one sample, nothing beside it. */
    public boolean isUsual() {
        return batch == 1 && backgroundThreads == 0;
    }
}
