package io.gearshift.metrics.meters;

/** Label names that several meters share. */
final class Series {

    static final String MODEL = "model";
    static final String VARIANT = "variant";
    static final String PROVIDER = "provider";

    private Series() {}
}
