package io.gearshift.fleet;

import io.gearshift.simulator.fleet.FleetPlan;
import io.gearshift.simulator.fleet.FleetRow;
import io.gearshift.simulator.fleet.FleetWorker;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/** One block of devices, on an executor. */
final class RunDevices implements FlatMapFunction<Iterator<Integer>, FleetRow> {

    private static final long serialVersionUID = 1L;

    private final Broadcast<FleetPlan> plan;

    RunDevices(Broadcast<FleetPlan> plan) {
        this.plan = plan;
    }

    @Override
    public Iterator<FleetRow> call(Iterator<Integer> devices) {
        List<FleetRow> rows = new ArrayList<>();
        FleetPlan fleet = plan.value();
        FleetWorker worker = Workers.take(fleet);
        while (devices.hasNext()) {
            rows.addAll(worker.run(devices.next()));
        }
        Workers.giveBack(fleet, worker);
        return rows.iterator();
    }
}
