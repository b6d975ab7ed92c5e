package io.gearshift.core.observe;

/** Told of every turn that decided, on the loop's thread: copy what is needed and return at once. */
public interface CycleListener {
    void onCycle(CycleRecord cycle);
}
