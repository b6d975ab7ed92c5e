package io.gearshift.core.observe;

/** Told of every answer, on the thread that served it: must be cheap and thread-safe. */
public interface ServeListener {

    /**
     * @param provider lower-case short name
     * @param isLate later than the objective in force
     * @param energyMj measured or modelled; NaN when unknown
     */
    void onAnswer(
            String model,
            String gear,
            String variant,
            String provider,
            double latencyMs,
            boolean isLate,
            double energyMj,
            boolean isEnergyMeasured);

    /** @param kind lower-case {@link io.gearshift.core.serve.InferenceException.Kind} */
    void onError(String model, String variant, String kind);
}
