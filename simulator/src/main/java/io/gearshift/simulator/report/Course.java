package io.gearshift.simulator.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.simulator.closedloop.ClosedLoop;
import io.gearshift.simulator.closedloop.Moment;
import io.gearshift.simulator.closedloop.Setting;
import io.gearshift.simulator.plant.DeviceModel;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The modelled device under one run, and the gears in force. */
final class Course implements ClosedLoop.Listener {

    private record Stay(double fromS, String gear) {}

    private final Timeline timeline;
    private final DeviceModel device;
    private final boolean isOpenLoop;
    private final Series temperatureC;
    private final Series chargeRatio;
    private final Series loadRatio;
    private final Series powerW;
    private final SortedMap<String, List<Stay>> stays = new TreeMap<>();
    private int turn;

    Course(Timeline timeline, Setting setting) {
        this.timeline = timeline;
        this.device = setting.device();
        this.isOpenLoop = setting.isOpenLoop();
        this.temperatureC = new Series(timeline, 2);
        this.chargeRatio = new Series(timeline, 4);
        this.loadRatio = new Series(timeline, 3);
        this.powerW = new Series(timeline, 3);
    }

    @Override
    public void passed(Moment moment) {
        if (!isOpenLoop) {
            device(moment);
        }
        double now = timeline.seconds(turn);
        moment.gears().forEach((model, gear) -> stay(model, gear, now));
        turn++;
    }

    private void device(Moment moment) {
        temperatureC.put(turn, device.governedC(moment.device()));
        if (device.supply() != null) {
            chargeRatio.put(turn, moment.device().chargeRatio());
        }
        loadRatio.put(turn, moment.loadRatio());
        powerW.put(turn, moment.powerW());
    }

    /** In a long trace a stay shorter than a bucket gives way to the next. */
    private void stay(String model, String gear, double now) {
        List<Stay> all = stays.computeIfAbsent(model, any -> new ArrayList<>());
        if (!all.isEmpty() && all.get(all.size() - 1).gear().equals(gear)) {
            return;
        }
        double shortest = timeline.isEach() ? 0 : timeline.length() / timeline.buckets() / 2;
        if (!all.isEmpty() && now - all.get(all.size() - 1).fromS() < shortest) {
            all.remove(all.size() - 1);
        }
        if (all.isEmpty() || !all.get(all.size() - 1).gear().equals(gear)) {
            all.add(new Stay(now, gear));
        }
    }

    void write(ObjectNode json) {
        temperatureC.points(json.putArray("temperatureC"));
        if (!chargeRatio.isEmpty()) {
            chargeRatio.points(json.putArray("batteryRatio"));
        }
        loadRatio.points(json.putArray("loadRatio"));
        powerW.points(json.putArray("powerW"));
        ObjectNode gears = json.putObject("gears");
        stays.forEach((model, all) -> {
            ArrayNode list = gears.putArray(model);
            all.forEach(stay -> list.addArray().add(Rounded.of(stay.fromS(), 3)).add(stay.gear()));
        });
    }
}
