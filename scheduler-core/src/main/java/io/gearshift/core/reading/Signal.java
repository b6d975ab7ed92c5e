package io.gearshift.core.reading;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The typed names of everything Gearshift senses, each with its SI unit. The channel name is what traces, the admin
 * interface and pushed readings use; the instance (a zone, a battery, a core) is kept beside it in {@link SensorId}.
 */
public enum Signal {
    /** Busy share of all CPUs over the last sample interval, 0..1. Instance: {@code total} or the core number. */
    CPU_LOAD("cpu.load", Unit.RATIO),
    /** Current core frequency. Instance: core number. */
    CPU_FREQUENCY("cpu.freq", Unit.HERTZ),
    /** Highest frequency the policy allows now (falls when the kernel throttles). Instance: core number. */
    CPU_FREQUENCY_LIMIT("cpu.freq_limit", Unit.HERTZ),
    /** Highest frequency of the hardware. Instance: core number. */
    CPU_FREQUENCY_MAX("cpu.freq_max", Unit.HERTZ),
    /** Cores this process may use: the cgroup quota, else the online CPUs. */
    CPU_CORES("cpu.cores", Unit.COUNT),
    /**
     * Pressure stall information, {@code some avg10}, as a ratio. Instance {@code now}: the stalled share of the last sample
     * interval, from the {@code total} counter, which sees stalls too short for the average.
     */
    PRESSURE_CPU("psi.cpu", Unit.RATIO),
    PRESSURE_MEMORY("psi.memory", Unit.RATIO),
    PRESSURE_IO("psi.io", Unit.RATIO),
    /** {@code full avg10} of memory pressure, as a ratio. */
    PRESSURE_MEMORY_FULL("psi.memory_full", Unit.RATIO),
    MEMORY_TOTAL("mem.total", Unit.BYTE),
    MEMORY_AVAILABLE("mem.available", Unit.BYTE),
    /** The cgroup's memory limit; missing when unlimited. */
    CGROUP_MEMORY_LIMIT("cgroup.mem_limit", Unit.BYTE),
    CGROUP_MEMORY_USED("cgroup.mem_used", Unit.BYTE),
    /** Instance of all thermal signals: the kernel's zone name, e.g. {@code thermal_zone0}. */
    TEMPERATURE("temp", Unit.CELSIUS),
    /** Lowest passive, hot or critical trip point of the zone (active ones only start fans). */
    TRIP_POINT("temp.trip", Unit.CELSIUS),
    TRIP_CRITICAL("temp.trip_critical", Unit.CELSIUS),
    /** Share of a cooling device's states in use, 0..1. Instance: {@code cooling_device0}. */
    COOLING("cooling.state", Unit.RATIO),
    /** Thermal throttle events counted by the CPU since boot. */
    THROTTLE_COUNT("cpu.throttles", Unit.COUNT),
    /** Charge of a battery, 0..1. Instance: the supply's name, e.g. {@code BAT0}. */
    BATTERY_CHARGE("battery.charge", Unit.RATIO),
    /** 1 while charging or full, 0 while discharging. */
    BATTERY_CHARGING("battery.charging", Unit.FLAG),
    BATTERY_VOLTAGE("battery.voltage", Unit.VOLT),
    /** Positive while the battery is drained. */
    BATTERY_CURRENT("battery.current", Unit.AMPERE),
    /** Positive while the battery is drained. */
    BATTERY_POWER("battery.power", Unit.WATT),
    /** Energy left in the battery. */
    BATTERY_ENERGY("battery.energy", Unit.JOULE),
    BATTERY_ENERGY_FULL("battery.energy_full", Unit.JOULE),
    BATTERY_TEMPERATURE("battery.temp", Unit.CELSIUS),
    /** 1 when mains or USB power is present. Instance: the supply's name. */
    MAINS_ONLINE("mains.online", Unit.FLAG),
    /** Energy counter of a RAPL domain since boot. Instance: the domain, e.g. {@code intel-rapl:0}. */
    ENERGY("energy", Unit.JOULE),
    /** Power of a hwmon channel. Instance: {@code hwmon0/power1}. */
    POWER("power", Unit.WATT),
    /** 1 when the link has carrier. Instance: interface name. */
    NETWORK_UP("net.up", Unit.FLAG),
    NETWORK_RECEIVED("net.rx", Unit.BYTE),
    NETWORK_SENT("net.tx", Unit.BYTE),
    /** What a machine elsewhere gets done of a benchmark of its own; only its change means something. Instance: the machine. */
    REMOTE_SPEED("remote.speed", Unit.PER_SECOND),
    /** 1 when bytes on this link cost money. Pushed or configured; the kernel does not know. */
    NETWORK_METERED("net.metered", Unit.FLAG),
    NETWORK_RTT("net.rtt", Unit.SECOND),
    /** What the link carries towards the device; it holds from its reading on. Instance of all these: the link, or empty. */
    NETWORK_BANDWIDTH_DOWN("net.bandwidth_down", Unit.BIT_PER_SECOND),
    /** What the link carries away from the device. */
    NETWORK_BANDWIDTH_UP("net.bandwidth_up", Unit.BIT_PER_SECOND),
    /** Share of packets that are lost. */
    NETWORK_LOSS("net.loss", Unit.RATIO),
    /** 1 while the link is of this kind, 0 while it is of another. Instance: the kind, e.g. {@code LTE}, {@code 5G}. */
    NETWORK_KIND("net.kind", Unit.FLAG);

    private static final Map<String, Signal> BY_CHANNEL = new HashMap<>();

    static {
        for (Signal signal : values()) {
            BY_CHANNEL.put(signal.channel, signal);
        }
    }

    private final String channel;
    private final Unit unit;

    Signal(String channel, Unit unit) {
        this.channel = channel;
        this.unit = unit;
    }

    public String channel() {
        return channel;
    }

    public Unit unit() {
        return unit;
    }

    public static Optional<Signal> ofChannel(String channel) {
        return Optional.ofNullable(BY_CHANNEL.get(channel));
    }
}
