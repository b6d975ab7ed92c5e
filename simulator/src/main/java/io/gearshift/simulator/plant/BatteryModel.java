package io.gearshift.simulator.plant;

/**
 * A battery as a voltage over its charge behind a resistance, with coulomb counting.
 *
 * <p>A step draws constant power {@code P} at the terminals: {@code P = V I}, {@code V = u - R I}, {@code u} the open-circuit
 * voltage. On one linear piece of {@code u} (slope {@code k} volt per ampere second) this gives {@code (V - P R / V) dV = -k P
 * dt}, so that {@code V^2/2 - P R ln V} falls by {@code k P} a second: solved exactly, piece by piece, for any step.
 *
 * <p>Source: the Rint model, V. H. Johnson, "Battery performance models in ADVISOR", Journal of Power Sources 110(2), 2002;
 * coulomb counting: G. L. Plett, "Battery Management Systems", volume 1, Artech House 2015. Left out: relaxation after load,
 * ageing, temperature, charger taper.
 *
 * @param capacityAs charge between empty and full, ampere seconds (one ampere hour is 3600), &gt; 0
 * @param resistanceOhm &gt;= 0
 */
public record BatteryModel(double capacityAs, double resistanceOhm, OpenCircuitCurve openCircuit) {

    public BatteryModel {
        Require.positive("capacityAs", capacityAs);
        Require.notNegative("resistanceOhm", resistanceOhm);
    }

    /**
     * What a step did.
     *
     * @param chargeRatio at its end, 0..1
     * @param suppliedS part of the step for which the power flowed; less than the step when the battery became empty, full,
     *     or too weak for the power
     * @param lossJ turned into heat inside the battery
     */
    public record Drawn(double chargeRatio, double suppliedS, double lossJ) {}

    /** @param powerW at the terminals, positive while it is drained, negative while it is charged */
    public Drawn draw(double chargeRatio, double powerW, double seconds) {
        Require.ratio("chargeRatio", chargeRatio);
        Require.notNegative("seconds", seconds);
        double charge = chargeRatio;
        double left = seconds;
        double lossJ = 0;
        while (left > 0 && powerW != 0 && (powerW > 0 ? charge > 0 : charge < 1)) {
            Piece piece = new Piece(charge, powerW);
            double length = Math.min(left, piece.secondsToEnd());
            if (!(length > 0)) {
                break;
            }
            double next = length < left || length == piece.secondsToEnd() ? piece.end() : piece.chargeAfter(length);
            double chemicalJ = capacityAs * (charge - next) * (openCircuit.volt(charge) + openCircuit.volt(next)) / 2;
            lossJ += Math.max(0, chemicalJ - powerW * length);
            charge = next;
            left -= length;
        }
        boolean isIdle = powerW == 0;
        return new Drawn(charge, isIdle ? seconds : seconds - left, lossJ);
    }

    /** Terminal voltage; NaN for a power that the battery cannot give, {@code u^2 / 4R} being the most. */
    public double terminalVolt(double chargeRatio, double powerW) {
        return terminal(openCircuit.volt(chargeRatio), powerW);
    }

    private double terminal(double openVolt, double powerW) {
        return (openVolt + Math.sqrt(openVolt * openVolt - 4 * resistanceOhm * powerW)) / 2;
    }

    /** Energy at the terminals without any loss, from empty. */
    public double energyJ(double chargeRatio) {
        return capacityAs * openCircuit.area(chargeRatio);
    }

    /** The linear piece of the curve that a battery is on, in the direction of travel. */
    private final class Piece {
        private final double start;
        private final double powerW;
        private final double end;
        private final double startVolt;
        private final double endVolt;
        private final double slopeVoltPerAs;
        private final double slopeVolt;

        Piece(double chargeRatio, double powerW) {
            boolean isFalling = powerW > 0;
            int piece = openCircuit.piece(chargeRatio, isFalling);
            this.start = chargeRatio;
            this.powerW = powerW;
            this.slopeVolt = openCircuit.slope(piece);
            this.slopeVoltPerAs = slopeVolt / capacityAs;
            double open = openCircuit.volt(chargeRatio);
            double knot = openCircuit.knots().get(isFalling ? piece : piece + 1).chargeRatio();
            double weakest = 2 * Math.sqrt(Math.max(0, powerW) * resistanceOhm);
            double knotVolt = open + slopeVolt * (knot - chargeRatio);
            boolean isTooWeak = isFalling && knotVolt < weakest;
            this.end = !isTooWeak
                    ? knot
                    : slopeVolt == 0 || open <= weakest ? chargeRatio : chargeRatio + (weakest - open) / slopeVolt;
            this.startVolt = terminal(open, powerW);
            this.endVolt = isTooWeak ? weakest / 2 : terminal(knotVolt, powerW);
        }

        double end() {
            return end;
        }

        double secondsToEnd() {
            if (end == start) {
                return 0;
            }
            return slopeVoltPerAs == 0
                    ? (start - end) * capacityAs * startVolt / powerW
                    : (potential(startVolt) - potential(endVolt)) / (slopeVoltPerAs * powerW);
        }

        private double potential(double volt) {
            return volt * volt / 2 - powerW * resistanceOhm * StrictMath.log(volt);
        }

        /** Newton's method inside a bracket that bisection keeps. */
        double chargeAfter(double seconds) {
            if (slopeVoltPerAs == 0) {
                return start - powerW / startVolt * seconds / capacityAs;
            }
            double fall = slopeVoltPerAs * powerW * seconds;
            double target = potential(startVolt) - fall;
            double low = Math.min(startVolt, endVolt);
            double high = Math.max(startVolt, endVolt);
            double volt = startVolt;
            for (int i = 0; i < 100; i++) {
                double off = potential(volt) - target;
                if (off > 0) {
                    high = volt;
                } else {
                    low = volt;
                }
                double next = volt - off / (volt - powerW * resistanceOhm / volt);
                next = next > low && next < high ? next : (low + high) / 2;
                if (Math.abs(next - volt) <= Math.ulp(volt)) {
                    break;
                }
                volt = next;
            }
            double open = volt + powerW * resistanceOhm / volt;
            double charge = start + (open - openCircuit.volt(start)) / slopeVolt;
            return Math.min(Math.max(charge, Math.min(start, end)), Math.max(start, end));
        }
    }
}
