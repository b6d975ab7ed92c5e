package io.gearshift.daemon.cli;

/**
 * One thing that doctor looked at.
 *
 * @param area e.g. {@code sensors}
 * @param what was looked at and found
 * @param todo what to do about it; empty when nothing need be done
 */
record Finding(String area, Grade grade, String what, String todo) {

    /** How bad it is. */
    enum Grade {
        OK,
        /** Works without, but not as well. */
        MISSING,
        /** The daemon cannot do its work. */
        BROKEN
    }

    static Finding ok(String area, String what) {
        return new Finding(area, Grade.OK, what, "");
    }

    static Finding missing(String area, String what, String todo) {
        return new Finding(area, Grade.MISSING, what, todo);
    }

    static Finding broken(String area, String what, String todo) {
        return new Finding(area, Grade.BROKEN, what, todo);
    }
}
