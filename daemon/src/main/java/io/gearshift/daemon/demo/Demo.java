package io.gearshift.daemon.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.gearshift.daemon.demo.child.ChildDaemon;
import io.gearshift.daemon.demo.child.DemoException;
import io.gearshift.daemon.demo.child.DemoFolder;
import io.gearshift.daemon.demo.client.LabelledSamples;
import io.gearshift.daemon.demo.client.OipClient;
import io.gearshift.daemon.demo.client.Samples;
import io.gearshift.daemon.demo.client.SentenceSamples;
import io.gearshift.daemon.demo.device.FakeDevice;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * Two real daemons, one the device and one its cloud, real models under load from real inputs, and a scripted day on a
 * fake device.
 */
public final class Demo {

    /** Questions a second. Modest, so that two cores carry both daemons and the load's own work with room to spare. */
    private static final Map<String, Double> RATES = rates();

    /** Only the largest model is worth a way over the network. */
    private static final List<String> IN_THE_CLOUD = List.of("minilm");

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);

    private final DemoSettings settings;
    private final Narrator narrator;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_WITHIN)
            .build();
    private final List<ChildDaemon> children = new CopyOnWriteArrayList<>();
    private volatile boolean isCancelled;

    public Demo(DemoSettings settings, Narrator narrator) {
        this.settings = settings;
        this.narrator = narrator;
    }

    private static Map<String, Double> rates() {
        Map<String, Double> rates = new LinkedHashMap<>();
        rates.put("fashion", 20.0);
        rates.put("commands", 8.0);
        rates.put("minilm", 6.0);
        return rates;
    }

    /** Blocks until the day is over and the daemons have ended. When the process is told to stop, it does not return. */
    public DemoReport run() throws DemoException, InterruptedException {
        Thread hook = new Thread(this::killAll, "demo-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try (DemoFolder folder = DemoFolder.open(settings.folder())) {
            return day(folder);
        } catch (IOException | DemoException e) {
            awaitEndIfStopping();
            if (e instanceof DemoException told) {
                throw told;
            }
            throw new DemoException("the demonstration broke: " + e, "the daemons' logs are in " + settings.folder());
        } finally {
            isCancelled = true;
            children.forEach(ChildDaemon::close);
            dropHook(hook);
        }
    }

    /** What breaks now breaks because the daemons are being ended: nothing to tell a person. */
    private void awaitEndIfStopping() throws InterruptedException {
        if (isCancelled) {
            new CountDownLatch(1).await();
        }
    }

    private static void dropHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: the hook is running.
        }
    }

    private void killAll() {
        isCancelled = true;
        children.forEach(ChildDaemon::kill);
    }

    private DemoReport day(DemoFolder folder) throws IOException, InterruptedException, DemoException {
        List<Samples> samples = samples();
        FakeDevice device = new FakeDevice(folder.device());
        device.show(Day.at(0));
        int cloudPort = ChildDaemon.freePort();
        ChildDaemon daemon = startDevice(folder, device, cloudPort);
        JsonNode costs = Readiness.awaitProfiled(daemon, RATES.keySet(), narrator);
        ChildDaemon cloud = startCloud(folder, cloudPort);
        Readiness.awaitReachable(daemon, DemoFolder.CLOUD);
        Gearbook gears = new Gearbook(costs);
        try (Traffic traffic = new Traffic(gears)) {
            samples.forEach(each -> traffic.add(each, RATES.getOrDefault(each.model(), 1.0)));
            narrator.stage("asking the full variants every question once, to compare with");
            String problem = traffic.reference(
                    new OipClient(http, cloud.address(), ANSWER_WITHIN), settings.seconds(), narrator);
            if (!problem.isEmpty()) {
                throw new DemoException("the full variants did not answer: " + problem, "see " + folder.log("cloud"));
            }
            return play(device, daemon, cloud, gears, traffic);
        }
    }

    private List<Samples> samples() throws DemoException {
        Path data = settings.data();
        try {
            return List.of(
                    LabelledSamples.fashion(data.resolve("fashion")),
                    LabelledSamples.commands(data.resolve("commands")),
                    SentenceSamples.of(
                            data.resolve("minilm/sentences.txt"),
                            settings.models().resolve("minilm/tokenizer.json")));
        } catch (IOException e) {
            throw new DemoException(
                    "the sample inputs cannot be read: " + e,
                    "`gearshift --prepare` lays them out; see samples/README.md");
        }
    }

    private ChildDaemon startDevice(DemoFolder folder, FakeDevice device, int cloudPort)
            throws IOException, InterruptedException, DemoException {
        Path models = folder.registry("models", settings.models(), List.copyOf(RATES.keySet()), IN_THE_CLOUD);
        int port = ChildDaemon.freePort();
        Path config = folder.deviceConfig(port, models, device, "http://127.0.0.1:" + cloudPort);
        return start(folder, "device", config, port);
    }

    /** The cloud serves the full variants, whatever this machine's own sensors say. */
    private ChildDaemon startCloud(DemoFolder folder, int port)
            throws IOException, InterruptedException, DemoException {
        folder.shareProfiles();
        Path models = folder.registry("cloud-models", settings.models(), List.copyOf(RATES.keySet()), List.of());
        ChildDaemon cloud = start(folder, "cloud", folder.cloudConfig(port, models), port);
        Readiness.awaitServing(cloud, RATES.keySet());
        for (String model : RATES.keySet()) {
            cloud.admin().put("/v1/models/" + model + "/pin", "{\"gear\": \"" + Gearbook.FULL + "\"}");
        }
        return cloud;
    }

    private ChildDaemon start(DemoFolder folder, String name, Path config, int port)
            throws IOException, InterruptedException, DemoException {
        narrator.stage("starting the " + name + ": gearshift run --config " + config);
        ChildDaemon child = ChildDaemon.start("the " + name, config, port, folder.log(name), http);
        children.add(child);
        if (isCancelled) {
            child.kill();
        }
        child.awaitAnswer();
        return child;
    }

    private DemoReport play(FakeDevice device, ChildDaemon daemon, ChildDaemon cloud, Gearbook gears, Traffic traffic)
            throws IOException, InterruptedException, DemoException {
        Timeline timeline = new Timeline(settings.isColoured(), longest(RATES.keySet()));
        OipClient client = new OipClient(http, daemon.address(), ANSWER_WITHIN);
        traffic.warmUp(client);
        gears.see(daemon.admin().get("/v1/models"));
        Instant start = Instant.now();
        ShiftLog shifts = new ShiftLog(start, gears, timeline, narrator);
        narrator.stage("the day begins; dashboard: " + daemon.address() + "/");
        gears.inForce().forEach((model, gear) -> narrator.stage("  " + model + " in " + gear.name()));
        daemon.admin().listen(shifts::on).join();
        traffic.start(client);
        List<DemoReport.Outcome> outcomes = new DayPlayer(device, daemon, cloud, gears, traffic, timeline, narrator)
                .play(start, settings.seconds(), () -> isCancelled);
        traffic.finish();
        List<DemoReport.Row> rows = new ArrayList<>();
        traffic.tallies().forEach((model, tally) -> rows.add(tally.row(model, shifts.count(model))));
        return new DemoReport(DayPlayer.sinceS(start), rows, shifts.shifts(), outcomes);
    }

    private static int longest(Iterable<String> names) {
        int longest = 0;
        for (String name : names) {
            longest = Math.max(longest, name.length());
        }
        return longest;
    }
}
