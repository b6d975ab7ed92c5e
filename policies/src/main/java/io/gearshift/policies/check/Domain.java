package io.gearshift.policies.check;

/** A set of values that one field may have. Closed under intersection and complement, so that conclusions are exact. */
sealed interface Domain permits Numbers, Words {

    boolean isEmpty();

    /** Of the same kind. */
    Domain and(Domain other);

    /** Within what the field can have. */
    Domain not();

    default boolean isWithin(Domain other) {
        return and(other.not()).isEmpty();
    }
}
