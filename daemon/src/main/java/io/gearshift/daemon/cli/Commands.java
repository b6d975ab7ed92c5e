package io.gearshift.daemon.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** All commands by name, each made only when it is asked for: `run` must not load the classes of the others. */
final class Commands {

    private static final Map<String, Supplier<Object>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("run", RunCommand::new);
        ALL.put("demo", DemoCommand::new);
        ALL.put("doctor", DoctorCommand::new);
        ALL.put("status", StatusCommand::new);
        ALL.put("top", TopCommand::new);
        ALL.put("why", WhyCommand::new);
        ALL.put("pin", PinCommand::new);
        ALL.put("unpin", UnpinCommand::new);
        ALL.put("models", ModelsCommand::new);
        ALL.put("policy", PolicyCommand::new);
        ALL.put("replay", ReplayCommand::new);
        ALL.put("sweep", SweepCommand::new);
        ALL.put("fleet", FleetCommand::new);
        ALL.put("trace", TraceCommand::new);
        ALL.put("profile", ProfileCommand::new);
    }

    private Commands() {}

    static Map<String, Supplier<Object>> all() {
        return ALL;
    }
}
