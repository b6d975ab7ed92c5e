package io.gearshift.metrics.meters;

import io.micrometer.core.instrument.Tags;

/** The parts of a gear's name {@code variant@provider:threads} that are labels. */
record Gear(String variant, String provider) {

    /** A name of another form becomes a variant of provider {@code unknown}: metrics never fail for a name. */
    static Gear parse(String name) {
        int at = name.lastIndexOf('@');
        if (at < 0) {
            return new Gear(name, "unknown");
        }
        int colon = name.indexOf(':', at);
        return new Gear(name.substring(0, at), name.substring(at + 1, colon < 0 ? name.length() : colon));
    }

    Tags tags(String model) {
        return Tags.of(Series.MODEL, model, Series.VARIANT, variant, Series.PROVIDER, provider);
    }
}
