package io.gearshift.benchmarks;

import io.gearshift.core.policy.Attention;
import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Charge;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.ForwardingPolicy;
import io.gearshift.core.policy.Heat;
import io.gearshift.core.policy.Model;
import io.gearshift.core.policy.Network;
import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.PolicyOutcome;
import io.gearshift.core.policy.Pressure;
import io.gearshift.core.policy.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules of the built-in pack as a Java programmer would write them: the yardstick, not a product. */
final class HandCodedPolicy extends ForwardingPolicy {

    /** @param like gives identity and settings, so that both are asked the same */
    HandCodedPolicy(Policy like) {
        super(like);
    }

    @Override
    public void close() {}

    @Override
    public PolicyOutcome evaluate(PolicyInput input) {
        Evaluation evaluation = new Evaluation(input);
        evaluation.objectives();
        for (Candidate candidate : input.candidates()) {
            if (candidate.isLocal()) {
                evaluation.local(candidate);
            } else {
                evaluation.remote(candidate);
            }
            if (candidate.isActive()) {
                evaluation.active(candidate);
            }
        }
        return PolicyOutcome.of(evaluation.verdicts, List.of());
    }

    /** One call. */
    private static final class Evaluation {
        private final PolicyInput input;
        private final Device d;
        private final List<Verdict> verdicts = new ArrayList<>();
        private final Map<String, Candidate> lightest = new HashMap<>();
        private final Map<String, Candidate> active = new HashMap<>();
        private final Map<String, Model> models = new HashMap<>();

        Evaluation(PolicyInput input) {
            this.input = input;
            this.d = input.device();
            for (Candidate candidate : input.candidates()) {
                if (candidate.isLightest()) {
                    lightest.put(candidate.model(), candidate);
                }
                if (candidate.isActive()) {
                    active.put(candidate.model(), candidate);
                }
            }
            input.models().forEach(model -> models.put(model.name(), model));
        }

        void objectives() {
            aim(
                    d.heat() == Heat.CRITICAL,
                    "At the trip point: save energy",
                    Objective.ENERGY,
                    "the device is at its trip point");
            aim(
                    input.scene().attention() == Attention.BACKGROUND,
                    "Background: save energy",
                    Objective.ENERGY,
                    "nobody waits for the answer");
            boolean isLow = d.battery() == Charge.LOW && !d.isCharging();
            aim(isLow, "Battery low: save energy", Objective.ENERGY, "the battery is low");
            aim(
                    d.battery() == Charge.CRITICAL,
                    "Battery nearly empty: save energy, even on charge",
                    Objective.ENERGY,
                    "the battery is nearly empty");
            aim(
                    isUnder(d.secondsToEmpty(), 1200) && !d.isCharging(),
                    "Empty within 20 minutes: save energy",
                    Objective.ENERGY,
                    "the battery is empty in under 20 minutes at this drain");
            aim(
                    d.battery() == Charge.OK && d.isCharging(),
                    "On charge: be accurate",
                    Objective.ACCURACY,
                    "the device is on charge");
            aim(
                    d.cpu() == Pressure.SATURATED,
                    "Processor saturated: answer fast",
                    Objective.LATENCY,
                    "the processor is saturated");
            if (input.scene().attention() == Attention.INTERACTIVE) {
                for (Model model : input.models()) {
                    if (model.missRatio() > 0.1) {
                        verdicts.add(new Verdict.Aim(
                                "Somebody waits for late answers: answer fast",
                                model.name(),
                                Objective.LATENCY,
                                "over 10 % of the answers came too late"));
                    }
                }
            }
        }

        void local(Candidate c) {
            if (c.isLightest()) {
                return;
            }
            Candidate light = lightest.get(c.model());
            boolean isHeavy = light != null && light.energyMj() < c.energyMj() * 0.8;
            boolean isBig = light != null && light.memoryBytes() < c.memoryBytes() * 0.8;
            heat(c, isHeavy);
            battery(c, isHeavy);
            memory(c, isBig);
            if ((d.cpu() == Pressure.BUSY || d.cpu() == Pressure.SATURATED) && c.threads() > 1) {
                forbid(
                        c,
                        "Processor busy: one thread",
                        "the processor is contended; more threads only wait for one another");
            }
            if (d.hasStaleTemperature() && c.threads() > 1) {
                forbid(
                        c,
                        "Temperature unknown since a while: one thread",
                        "the temperature sensor has fallen silent; more threads heat more");
            }
            if (d.hasStaleTemperature() && isHeavy) {
                prefer(
                        c,
                        -0.3,
                        "Temperature unknown since a while: favour light gears",
                        "the temperature sensor has fallen silent; a light gear is safe");
            }
            if (d.hasStaleBattery() && !d.isCharging() && isHeavy) {
                prefer(
                        c,
                        -0.3,
                        "Charge unknown since a while: favour light gears",
                        "the battery's sensor has fallen silent; a light gear is safe");
            }
        }

        private void heat(Candidate c, boolean isHeavy) {
            if (d.heat() == Heat.WARM) {
                if (isHeavy) {
                    prefer(
                            c,
                            -0.05,
                            "Warm: favour gears that heat less",
                            "the device is warm and this gear costs over 1.25 times the energy of the lightest");
                }
                Candidate now = active.get(c.model());
                boolean isNear = isUnder(d.headroomC(), 20) || isUnder(d.secondsToTrip(), 120);
                if (isNear && !c.isActive() && now != null && now.energyMj() < c.energyMj()) {
                    prefer(
                            c,
                            -0.4,
                            "Warm: do not step up yet",
                            "the trip point is within 20 degrees, or two minutes at this slope");
                }
            } else if (d.heat() == Heat.HOT) {
                if (isHeavy) {
                    forbid(
                            c,
                            "Hot: leave heavy gears before the trip point",
                            "the trip point is near and this gear costs over 1.25 times the energy of the lightest");
                }
                if (c.threads() > 1) {
                    forbid(c, "Hot: one thread", "the trip point is near; more threads heat more");
                }
            } else if (d.heat() == Heat.CRITICAL) {
                forbid(c, "At the trip point: only the lightest local gear", "the device is at its trip point");
            }
            if (d.isThrottled() && isHeavy) {
                forbid(
                        c,
                        "Throttled: leave heavy gears",
                        "the kernel has slowed the processor and this gear costs over 1.25 times the energy of the lightest");
            }
            if (d.isThrottled() && c.threads() > 1) {
                forbid(c, "Throttled: one thread", "the kernel has slowed the processor; more threads make it worse");
            }
        }

        private void battery(Candidate c, boolean isHeavy) {
            if (d.battery() == Charge.LOW && !d.isCharging() && isHeavy) {
                forbid(
                        c,
                        "Battery low: no heavy gears",
                        "the battery is low and this gear costs over 1.25 times the energy of the lightest");
            }
            if (d.battery() == Charge.CRITICAL && !d.isCharging()) {
                forbid(c, "Battery nearly empty: only the lightest local gear", "the battery is nearly empty");
            }
        }

        private void memory(Candidate c, boolean isBig) {
            if (d.memory() == Pressure.BUSY && isBig) {
                prefer(
                        c,
                        -0.3,
                        "Memory busy: favour small gears",
                        "memory is short and this gear takes over 1.25 times that of the lightest");
            }
            if (d.memory() == Pressure.SATURATED && isBig) {
                forbid(
                        c,
                        "Memory saturated: no big gears",
                        "memory is nearly used up and this gear takes over 1.25 times that of the lightest");
            }
            Double left = d.memoryAvailableBytes();
            if (left != null && !c.isLoaded() && c.memoryBytes() > left * 0.25) {
                forbid(
                        c,
                        "Load only what fits easily",
                        "loading it would take over a quarter of the memory that is left");
            }
        }

        void remote(Candidate c) {
            if (input.scene().isPrivate()) {
                forbid(c, "Private: nothing leaves the device", "the scene is private");
            }
            if (d.network() == Network.OFFLINE) {
                forbid(c, "Offline: compute here", "there is no network");
            }
            if (!c.isReachable()) {
                forbid(c, "Endpoint does not answer: compute here", "its endpoint does not answer");
            }
            if (d.network() == Network.METERED) {
                forbid(c, "Metered: send nothing", "the network is metered");
            }
            boolean isHot = d.heat() == Heat.HOT || d.heat() == Heat.CRITICAL;
            if (!isHot && d.cpu() != Pressure.SATURATED && d.battery() != Charge.CRITICAL) {
                prefer(c, -0.2, "Device is well: compute here", "the device is well: no need to send data away");
            }
            boolean mayHelp = d.cpu() == Pressure.SATURATED && d.network() == Network.ONLINE;
            if (mayHelp && !input.scene().isPrivate() && c.isReachable()) {
                prefer(
                        c,
                        0.2,
                        "Processor saturated: the cloud may help",
                        "the processor is saturated and the endpoint answers");
            }
        }

        void active(Candidate c) {
            if (d.cpu() == Pressure.BUSY) {
                prefer(c, 0.2, "Processor busy: stay", "the processor is busy: no change without need");
            }
            Double toEmpty = d.secondsToEmpty();
            if (toEmpty != null && toEmpty >= 1200 && toEmpty < 1800 && !d.isCharging()) {
                prefer(
                        c,
                        0.4,
                        "Empty within 30 minutes: stay",
                        "the battery is empty in 20 to 30 minutes: no change either way");
            }
            Model model = models.get(c.model());
            double misses = model == null ? 0 : model.missRatio();
            if (input.scene().attention() == Attention.INTERACTIVE && misses > 0.02 && misses <= 0.1) {
                prefer(
                        c,
                        0.2,
                        "Late answers a moment ago: stay",
                        "some answers came too late a moment ago: no change without need");
            }
        }

        private static boolean isUnder(@Nullable Double value, double bound) {
            return value != null && value < bound;
        }

        private void aim(boolean holds, String rule, Objective objective, String reason) {
            if (holds) {
                verdicts.add(new Verdict.Aim(rule, "", objective, reason));
            }
        }

        private void forbid(Candidate c, String rule, String reason) {
            verdicts.add(new Verdict.Forbid(rule, c.model(), c.gear(), reason));
        }

        private void prefer(Candidate c, double weight, String rule, String reason) {
            verdicts.add(new Verdict.Prefer(rule, c.model(), c.gear(), weight, reason));
        }
    }
}
