package io.gearshift.registry.derive.calibrate;

/** How the range of a tensor is chosen from the values it took. */
public enum Observer {
    /** All values fit: no clipping, coarse steps when there are outliers. */
    MIN_MAX {
        @Override
        Range choose(Histogram histogram) {
            return histogram.range();
        }
    },
    /** All but one value in ten thousand, half of them at each end. */
    PERCENTILE {
        @Override
        Range choose(Histogram histogram) {
            return Clipping.percentile(histogram, 0.9999);
        }
    },
    /** The quantised values' distribution is nearest to the real one (Kullback-Leibler). Source: TensorRT, Migacz 2017. */
    ENTROPY {
        @Override
        Range choose(Histogram histogram) {
            return Clipping.least(histogram, Clipping::divergence);
        }
    },
    /** The mean squared error of rounding and clipping is least. */
    MSE {
        @Override
        Range choose(Histogram histogram) {
            return Clipping.least(histogram, Clipping::squaredError);
        }
    };

    abstract Range choose(Histogram histogram);
}
