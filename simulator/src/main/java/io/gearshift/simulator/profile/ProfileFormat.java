package io.gearshift.simulator.profile;

/** One kind of table. */
interface ProfileFormat {

    /** For people. */
    String name();

    /** By content, never by the file's name. */
    boolean recognises(ProfileFile file);

    /** Every part of the file goes to {@code out}: as figures, or refused with its line. */
    void read(ProfileFile file, ProfileSink out);
}
