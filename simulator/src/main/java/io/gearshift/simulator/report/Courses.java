package io.gearshift.simulator.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.core.observe.CycleRecord;
import io.gearshift.simulator.closedloop.ClosedLoop;
import io.gearshift.simulator.closedloop.Scenario;
import io.gearshift.simulator.plant.DeviceModel;
import java.util.LinkedHashMap;
import java.util.Map;

/** What happened in the runs of one trace, on one time axis, kept small whatever the trace's length. */
public final class Courses {

    private final Scenario scenario;
    private final DeviceModel device;
    private final Timeline timeline;
    private final Map<String, Course> runs = new LinkedHashMap<>();
    private final Map<String, DecisionLog> logs = new LinkedHashMap<>();
    private final ObjectNode recorded = JsonNodeFactory.instance.objectNode();

    Courses(Scenario scenario) {
        this.scenario = scenario;
        this.device = scenario.setting().device();
        this.timeline = new Timeline(scenario);
    }

    ClosedLoop.Listener listener(String run) {
        return runs.computeIfAbsent(run, name -> new Course(timeline, scenario.setting()));
    }

    void decided(String run, CycleRecord cycle) {
        logs.computeIfAbsent(run, name -> new DecisionLog(scenario.startedAt())).add(cycle);
    }

    void recorded(Recorded signals) {
        new RecordedCourse(signals, timeline, scenario)
                .write(recorded, ZoneSensors.of(device, signals), device.governed());
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("startedAt", scenario.startedAt().toString())
                .put("lengthS", Rounded.of(timeline.length(), 3))
                .put("turns", scenario.intervals().size())
                .put("isEach", timeline.isEach())
                .put("governed", device.governed());
        if (!scenario.setting().isOpenLoop()) {
            json.put("tripC", device.governor().tripC());
        }
        timeline.points(json.putArray("s"));
        json.set("recorded", recorded);
        ArrayNode models = json.putArray("models");
        scenario.intervals().get(0).demands().forEach(demanded -> {
            ObjectNode model = models.addObject().put("name", demanded.spec().name());
            ArrayNode gears = model.putArray("gears");
            demanded.spec().gears().forEach(gear -> gears.add(gear.gear()));
        });
        ArrayNode list = json.putArray("runs");
        runs.forEach((name, course) -> {
            ObjectNode run = name.equals(ReplayRuns.CHECK)
                    ? json.putObject("check")
                    : list.addObject().put("policy", name);
            course.write(run);
            DecisionLog log = logs.get(name);
            if (log != null) {
                log.write(run);
            }
        });
        return json;
    }
}
