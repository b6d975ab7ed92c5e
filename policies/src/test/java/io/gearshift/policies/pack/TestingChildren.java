package io.gearshift.policies.pack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Children that misbehave. */
final class TestingChildren {

    private TestingChildren() {}

    /** Says its pid and never ends; neither does the process that it starts. */
    static final class Endless {
        public static void main(String[] args) throws Exception {
            ChildGuard.start();
            Process grandchild = new ProcessBuilder("sleep", "600").start();
            System.out.println(ProcessHandle.current().pid() + " " + grandchild.pid());
            while (true) {
                Thread.onSpinWait();
            }
        }
    }

    /** Fills any memory. */
    static final class Exploding {
        public static void main(String[] args) {
            List<byte[]> kept = new ArrayList<>();
            while (true) {
                kept.add(new byte[1 << 20]);
            }
        }
    }

    /** {@code OUTPUT}: a parent of an endless child. */
    static final class Parent {
        public static void main(String[] args) throws Exception {
            new ChildJvm(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            System.getProperty("java.class.path"),
                            Duration.ofMinutes(5))
                    .run(List.of(), Endless.class.getName(), List.of(), Path.of(args[0]));
        }
    }
}
