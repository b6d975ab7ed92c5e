package io.gearshift.daemon.sensors;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.gearshift.core.reading.KernelText;
import io.gearshift.core.reading.KernelUnit;
import io.gearshift.core.reading.SampleBuffer;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import java.nio.file.Path;

/**
 * {@code class/net/NAME}. {@code operstate} knows more than {@code carrier} (a Wi-Fi link that is not yet authenticated is
 * dormant), but some drivers leave it unknown; {@code carrier} answers EINVAL while the interface is down. So: state first,
 * then the carrier if the state allows a link.
 */
final class NetworkProbe extends Probe {

    private static final byte[] UP = "up".getBytes(US_ASCII);
    private static final byte[] UNKNOWN = "unknown".getBytes(US_ASCII);
    private static final byte[][] DOWN = {
        "down".getBytes(US_ASCII),
        "lowerlayerdown".getBytes(US_ASCII),
        "dormant".getBytes(US_ASCII),
        "notpresent".getBytes(US_ASCII),
        "testing".getBytes(US_ASCII)
    };

    private final String name;
    private final KernelFile state;
    private final KernelFile carrier;
    private final KernelFile received;
    private final KernelFile sent;
    private int slot;

    NetworkProbe(KernelFiles sysfs, Path folder, String name) {
        super(sysfs);
        this.name = name;
        state = file(folder.resolve("operstate"));
        carrier = file(folder.resolve("carrier"));
        received = file(folder.resolve("statistics/rx_bytes"));
        sent = file(folder.resolve("statistics/tx_bytes"));
    }

    @Override
    void attach(SampleBuffer buffer) {
        slot = buffer.add(SensorId.of(Signal.NETWORK_UP, name), "");
        buffer.add(SensorId.of(Signal.NETWORK_RECEIVED, name), "");
        buffer.add(SensorId.of(Signal.NETWORK_SENT, name), "");
    }

    @Override
    void sample(SampleBuffer buffer, long nanos) {
        buffer.set(slot, isUp(nanos));
        buffer.set(slot + 1, received.value(nanos, KernelUnit.COUNTER));
        buffer.set(slot + 2, sent.value(nanos, KernelUnit.COUNTER));
    }

    private double isUp(long nanos) {
        int length = state.read(nanos);
        boolean saysUp = KernelText.is(state.text(), 0, length, UP);
        if (length > 0 && !saysUp && !KernelText.is(state.text(), 0, length, UNKNOWN)) {
            if (isDown(length)) {
                state.accept();
                return 0;
            }
            state.refuse(length, "up, down, lowerlayerdown, dormant, notpresent, testing or unknown");
            return Double.NaN;
        }
        state.accept();
        long link = carrier.raw(nanos, KernelUnit.SWITCH);
        return link == KernelText.NONE ? (saysUp ? 1 : Double.NaN) : Math.min(1, link);
    }

    private boolean isDown(int length) {
        for (byte[] word : DOWN) {
            if (KernelText.is(state.text(), 0, length, word)) {
                return true;
            }
        }
        return false;
    }
}
