package io.gearshift.policies.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;

/**
 * Reads the byte code of a pack before it is loaded. Compiled rules are plain: they call a known list of methods, run forwards
 * only, catch nothing, and hold no array that was not written out. Whatever else is found was made by other means than a
 * permitted rule, and the pack is not loaded.
 */
public final class CodeCheck {

    /** So many are told; one is enough to refuse the pack. */
    private static final int MOST = 5;

    /** Above the 64 kB of one method, far above what a rule compiles to. */
    private static final int MOST_CLASS_BYTES = 1 << 20;

    private CodeCheck() {}

    /**
     * @param classes byte code by full class name
     * @return what does not belong there, each with class and method; empty when all of it does
     */
    public static List<String> refusals(Map<String, byte[]> classes) {
        Refusals refusals = new Refusals(MOST);
        Work work = new Work(refusals);
        Map<String, byte[]> own = new HashMap<>();
        classes.forEach((name, bytes) -> own.put(name.replace('.', '/'), bytes));
        Calls calls = new Calls(own.keySet());
        for (Map.Entry<String, byte[]> type : new TreeMap<>(own).entrySet()) {
            if (!refusals.isFull()) {
                scan(type.getKey(), type.getValue(), calls, work, refusals);
            }
        }
        if (refusals.isEmpty()) {
            work.check();
        }
        return refusals.all();
    }

    @SuppressWarnings("IllegalCatch") // a damaged class file ends the reader with any of them
    private static void scan(String name, byte[] bytes, Calls calls, Work work, Refusals refusals) {
        if (bytes.length > MOST_CLASS_BYTES) {
            refusals.add(name, "", "is larger than " + MOST_CLASS_BYTES + " bytes");
            return;
        }
        try {
            new ClassReader(bytes)
                    .accept(
                            new ClassScan(name, calls, work, refusals),
                            ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        } catch (RuntimeException e) {
            refusals.add(name, "", "is no class file that can be read");
        }
    }

    /** What was found, in order. */
    static final class Refusals {
        private final List<String> found = new ArrayList<>();
        private final int most;

        private Refusals(int most) {
            this.most = most;
        }

        void add(String type, String method, String what) {
            String said = type.replace('/', '.') + (method.isEmpty() ? "" : "." + method) + " " + what;
            if (!isFull() && !found.contains(said)) {
                found.add(said);
            }
        }

        boolean isFull() {
            return found.size() >= most;
        }

        boolean isEmpty() {
            return found.isEmpty();
        }

        List<String> all() {
            return List.copyOf(found);
        }
    }
}
