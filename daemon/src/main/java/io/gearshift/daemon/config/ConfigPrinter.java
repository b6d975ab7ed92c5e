package io.gearshift.daemon.config;

import org.jspecify.annotations.Nullable;

/** Writes a configuration as the YAML file that would load to it. */
public final class ConfigPrinter {

    private ConfigPrinter() {}

    public static String print(Config config) {
        StringBuilder text = new StringBuilder();
        String section = "";
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            headings(section, key.section(), text);
            section = key.section();
            entry(key, config, text);
        }
        return text.toString();
    }

    /** Opens the sections that differ from those that are open. */
    private static void headings(String open, String wanted, StringBuilder text) {
        String[] before = open.split("\\.");
        String[] names = wanted.split("\\.");
        boolean differs = false;
        for (int depth = 0; depth < names.length; depth++) {
            differs = differs || depth >= before.length || !before[depth].equals(names[depth]);
            if (differs) {
                text.append("  ".repeat(depth)).append(names[depth]).append(":\n");
            }
        }
    }

    private static <T> void entry(ConfigKey<T> key, Config config, StringBuilder text) {
        String indent = "  ".repeat(key.path().split("\\.").length - 1);
        @Nullable T value = key.get().apply(config);
        String written = value == null ? "null" : key.type().write(value, indent + "  ");
        String gap = written.startsWith("\n") ? "" : " ";
        text.append(indent)
                .append(key.name())
                .append(':')
                .append(gap)
                .append(written)
                .append('\n');
    }
}
