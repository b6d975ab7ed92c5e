package io.gearshift.registry.onnx;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives freed native memory back to the system. The C library keeps what a closed session has freed: 57 MB of MiniLM's 120
 * stayed resident until it was asked (in 2 to 6 ms).
 */
final class NativeMemory {

    private static final Logger LOG = LoggerFactory.getLogger(NativeMemory.class);

    /** Smaller models leave too little behind to be worth the time. */
    private static final long WORTHWHILE_BYTES = 8 << 20;

    private NativeMemory() {}

    /** @param freedBytes size of the model that has been closed; does nothing when that is small or the JVM cannot */
    static void trim(long freedBytes) {
        if (freedBytes < WORTHWHILE_BYTES) {
            return;
        }
        try {
            // Linux, JDK 17.0.9 and later.
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "systemTrimNativeHeap",
                            new Object[0],
                            new String[0]);
        } catch (JMException | RuntimeException | LinkageError e) {
            LOG.debug("Freed native memory stays with the process: {}", e.toString());
        }
    }
}
