package io.gearshift.simulator.profile;

/**
 * What was measured where. Texts are as the table has them; empty where it does not say.
 *
 * @param variant of the model, by its precision where the table has no name for it
 * @param device empty for figures that are of no device, such as an accuracy
 * @param precision as written: {@code fp32}, {@code w8a16}, {@code q4_k}...
 * @param batch inputs in one run; 0 where it is not told
 * @param threads 0 where it is not told
 * @param conditions what else tells rows apart: a power limit, a scenario, a dataset
 */
public record ProfileKey(
        String model,
        String variant,
        String device,
        String runtime,
        Backend backend,
        String precision,
        int batch,
        int threads,
        String conditions) {

    public static ProfileKey of(String model, String variant) {
        return new ProfileKey(model, variant, "", "", Backend.UNTOLD, "", 0, 0, "");
    }

    public ProfileKey on(String where, Backend what) {
        return new ProfileKey(model, variant, where, runtime, what, precision, batch, threads, conditions);
    }

    public ProfileKey by(String what) {
        return new ProfileKey(model, variant, device, what, backend, precision, batch, threads, conditions);
    }

    public ProfileKey in(String what) {
        return new ProfileKey(model, variant, device, runtime, backend, what, batch, threads, conditions);
    }

    public ProfileKey batched(int inputs) {
        return new ProfileKey(model, variant, device, runtime, backend, precision, inputs, threads, conditions);
    }

    public ProfileKey threaded(int count) {
        return new ProfileKey(model, variant, device, runtime, backend, precision, batch, count, conditions);
    }

    public ProfileKey under(String what) {
        return new ProfileKey(model, variant, device, runtime, backend, precision, batch, threads, what);
    }

    /** Variant, runtime, backend, threads and conditions, for people. */
    public String shown() {
        StringBuilder text = new StringBuilder(variant);
        part(text, runtime.equals(variant) ? "" : runtime);
        part(text, backend == Backend.UNTOLD ? "" : backend.name());
        part(text, threads == 0 ? "" : threads + (threads == 1 ? " thread" : " threads"));
        part(text, batch > 1 ? "batch " + batch : "");
        part(text, conditions);
        return text.toString();
    }

    private static void part(StringBuilder text, String part) {
        if (!part.isEmpty()) {
            text.append(text.length() == 0 ? "" : ", ").append(part);
        }
    }
}
