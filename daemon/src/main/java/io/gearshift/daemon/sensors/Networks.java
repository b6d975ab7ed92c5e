package io.gearshift.daemon.sensors;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Links that lead off the device. Bridges, tunnels and containers' ends stay up when the cable is pulled, so virtual interfaces
 * count only where there is nothing else (inside a container), and purely local ones never.
 */
final class Networks {

    private static final Pattern LOCAL =
            Pattern.compile("lo|(ifb|dummy|docker|veth|virbr|br-|sit|ip6tnl|tunl|gre|erspan|bonding_masters).*");

    private Networks() {}

    static void find(KernelFiles sysfs, Map<String, Supplier<Probe>> found) {
        Path folder = sysfs.path("class/net");
        List<String> physical = new ArrayList<>();
        List<String> virtual = new ArrayList<>();
        for (String name : sysfs.names(folder)) {
            if (!LOCAL.matcher(name).matches()) {
                boolean isVirtual =
                        Discovery.realPath(folder.resolve(name)).toString().contains("/devices/virtual/");
                (isVirtual ? virtual : physical).add(name);
            }
        }
        for (String name : physical.isEmpty() ? virtual : physical) {
            found.put("net " + name, () -> new NetworkProbe(sysfs, folder.resolve(name), name));
        }
    }
}
