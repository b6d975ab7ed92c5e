package io.gearshift.daemon.demo;

/** Whoever tells a person what goes on. Called from several threads, never two at once. */
public interface Narrator {

    /** What is being prepared. */
    void stage(String text);

    void progress(int done, int total, String current);

    /** How the day stands; replaces what was told so before. Only for eyes. */
    void status(String text);

    /** A line of the timeline. */
    void line(String text);
}
