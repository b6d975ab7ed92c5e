package io.gearshift.daemon.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.gearshift.daemon.demo.device.DeviceMoment;
import java.util.Locale;

/** Lines of the timeline. Pure. */
final class Timeline {

    private static final String DIM = "\u001b[2m";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private final boolean isColoured;
    private final int modelWidth;

    /** @param modelWidth characters of the longest model name */
    Timeline(boolean isColoured, int modelWidth) {
        this.isColoured = isColoured;
        this.modelWidth = modelWidth;
    }

    /** The script says something. */
    String mark(double atS, DeviceMoment device, String text) {
        return head(atS, device.temperatureC(), device.batteryRatio()) + style(BOLD, "── " + text);
    }

    /** The device shifts. */
    String shift(DemoReport.Shift shift, JsonNode device) {
        String because = shift.rule().isEmpty() ? "" : style(DIM, "  (" + shift.rule() + ")");
        return head(
                        shift.atS(),
                        device.path("temperatureC").asDouble(Double.NaN),
                        device.path("batteryRatio").asDouble(Double.NaN))
                + String.format(Locale.ROOT, "%-" + modelWidth + "s  ", shift.model())
                + style(BOLD, shift.from() + " → " + shift.to())
                + "  " + shift.why() + because;
    }

    /** How the day stands, in less than 80 characters. */
    static String status(double atS, DeviceMoment device, int answers, int lost) {
        return String.format(
                Locale.ROOT,
                "+%4.1fs  %.0f °C  %.0f %%  on %s, %s  %d answers, %d lost",
                atS,
                device.temperatureC(),
                device.batteryRatio() * 100,
                device.isPlugged() ? "mains" : "battery",
                device.isOnline() ? "online" : "offline",
                answers,
                lost);
    }

    /** Something else worth a line, e.g. a swap that failed. */
    String note(double atS, String model, String text) {
        return head(atS, Double.NaN, Double.NaN) + String.format(Locale.ROOT, "%-" + modelWidth + "s  ", model) + text;
    }

    private String head(double atS, double temperatureC, double batteryRatio) {
        String time = String.format(Locale.ROOT, "+%4.1fs", atS);
        String heat = Double.isNaN(temperatureC) ? "" : String.format(Locale.ROOT, "%.0f °C", temperatureC);
        String charge = Double.isNaN(batteryRatio) ? "" : String.format(Locale.ROOT, "%.0f %%", batteryRatio * 100);
        return style(DIM, String.format(Locale.ROOT, "%s  %5s  %5s  ", time, heat, charge));
    }

    private String style(String code, String text) {
        return isColoured ? code + text + PLAIN : text;
    }

    /** What a decision says, as a shift of the day. */
    static DemoReport.Shift shift(double atS, JsonNode decision) {
        JsonNode first = decision.path("reasons").path(0);
        String text = first.path("text").asText("");
        return new DemoReport.Shift(
                atS,
                decision.path("model").asText(),
                decision.path("from").asText("-"),
                decision.path("gear").asText(),
                text.isEmpty() ? decision.path("summary").asText() : text,
                rule(decision));
    }

    /** What forbade the old gear; for a shift by score, the rule that set the objective, else the objective itself. */
    private static String rule(JsonNode decision) {
        JsonNode first = decision.path("reasons").path(0);
        if (first.path("kind").asText().equals("score")) {
            for (JsonNode reason : decision.path("reasons")) {
                boolean isRule = !reason.path("where").asText("").isEmpty();
                if (isRule && reason.path("kind").asText().equals("objective")) {
                    return reason.path("name").asText();
                }
            }
            return "the pack's objective";
        }
        return first.path("name").asText("");
    }
}
