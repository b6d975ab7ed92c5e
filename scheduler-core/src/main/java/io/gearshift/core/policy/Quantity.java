package io.gearshift.core.policy;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Unit and bounds of a number that rules compare. A number outside {@code min..max} cannot occur on any device, so a rule
 * that asks for it is wrong; one outside {@code usualMin..usualMax} could, and is most likely a mistake of units.
 *
 * <p>The bounds are wide on purpose: what physics, the field's definition or the size of computers rules out, not what a
 * phone does.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Quantity {

    /** {@code °C}, {@code ms}, {@code s}, {@code W}, {@code mJ}, {@code bytes}, {@code ratio}, {@code 1/s} or {@code count}. */
    String unit();

    double min();

    double max() default Double.POSITIVE_INFINITY;

    /** Zero is always usual. */
    double usualMin() default Double.NEGATIVE_INFINITY;

    double usualMax() default Double.POSITIVE_INFINITY;
}
