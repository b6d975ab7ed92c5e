package io.gearshift.simulator.sweep;

import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.Relaxation;
import io.gearshift.core.text.Nearest;
import io.gearshift.policies.vary.RuleNumber;
import io.gearshift.policies.vary.VariedPack;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what is to be varied: {@code loop.dwell=5s,10s,30s}, {@code pack.objective=energy,accuracy}, {@code
 * rule "name": secondsToTrip < 10..60}, {@code rule "name" number 2: 10..60}.
 */
public final class KnobReader {

    private static final Pattern RULE =
            Pattern.compile("rule\\s+\"([^\"]+)\"\\s*(?:number\\s+(\\d{1,3})\\s*)?:(.+)", Pattern.DOTALL);
    private static final Pattern BY = Pattern.compile("(\\d)\\s*by\\s*(?=[-+\\d])");
    private static final String OBJECTIVE = "pack.objective";
    private static final String RELAXATION = "pack.relaxation";
    private static final String AS_RECORDED = "as recorded";

    private final VariedPack pack;
    private final boolean isSearched;

    /** @param isSearched whether ranges are searched, not laid out in a grid */
    public KnobReader(VariedPack pack, boolean isSearched) {
        this.pack = pack;
        this.isSearched = isSearched;
    }

    /** @throws SweepException naming the first that is wrong */
    public List<Knob> read(List<String> texts) throws SweepException {
        List<Knob> knobs = new ArrayList<>();
        for (String text : texts) {
            Knob knob = read(text.strip());
            if (knobs.stream().anyMatch(other -> other.target().equals(knob.target()))) {
                throw new SweepException(knob.name() + " is varied twice", "give all its values at once");
            }
            knobs.add(knob);
        }
        return knobs;
    }

    private Knob read(String text) throws SweepException {
        Matcher rule = RULE.matcher(text);
        if (rule.matches()) {
            return ofRule(rule);
        }
        int equals = text.indexOf('=');
        if (equals < 0 || text.startsWith("rule")) {
            throw new SweepException(
                    text + ": nothing to vary (expected: KEY=VALUES, or rule \"NAME\": CONDITION VALUES)",
                    "for example loop.dwell=5s,10s or rule \"" + firstRule() + "\": 10..60");
        }
        String key = text.substring(0, equals).strip();
        String values = text.substring(equals + 1).strip();
        return switch (key) {
            case OBJECTIVE -> new Knob(key, new Knob.OfObjective(), lower(pack.objective()), objectives(values));
            case RELAXATION -> new Knob(key, new Knob.OfRelaxation(), shown(pack.relaxation()), relaxations(values));
            default -> ofLoop(key, values);
        };
    }

    private String firstRule() {
        return pack.numbers().entrySet().stream()
                .filter(rule -> !rule.getValue().isEmpty())
                .map(rule -> rule.getKey() + "\" number 1")
                .findFirst()
                .orElse("NAME\" number 1")
                .replaceFirst("\" number 1$", "");
    }

    private Knob ofLoop(String key, String values) throws SweepException {
        Optional<LoopSetting> setting = LoopSetting.of(key);
        if (setting.isEmpty()) {
            List<String> known = new ArrayList<>(LoopSetting.keys());
            known.addAll(List.of(OBJECTIVE, RELAXATION));
            throw new SweepException(
                    key + ": cannot be varied (expected: " + String.join(", ", known) + ", or a number of a rule)",
                    Nearest.hint(key, known));
        }
        return new Knob(
                key, new Knob.OfLoop(setting.get()), AS_RECORDED, setting.get().choices(values, isSearched));
    }

    private static List<String> objectives(String values) throws SweepException {
        List<String> known =
                Arrays.stream(Objective.values()).map(KnobReader::lower).toList();
        List<String> choices =
                Arrays.stream(values.split(",", -1)).map(String::strip).toList();
        for (String choice : choices) {
            if (!known.contains(choice)) {
                throw new SweepException(
                        OBJECTIVE + ": " + choice + " (expected: " + String.join(", ", known) + ")",
                        Nearest.hint(choice, known));
            }
        }
        return distinct(OBJECTIVE, choices);
    }

    private static List<String> relaxations(String values) throws SweepException {
        List<String> choices = new ArrayList<>();
        for (String order : values.split(",", -1)) {
            choices.add(shown(relaxation(order)));
        }
        return distinct(RELAXATION, choices);
    }

    private static List<String> distinct(String what, List<String> choices) throws SweepException {
        if (choices.stream().distinct().count() < choices.size()) {
            throw new SweepException(what + ": a value is given twice", "keep one");
        }
        return choices;
    }

    static List<Relaxation> relaxation(String order) throws SweepException {
        List<Relaxation> all = new ArrayList<>();
        for (String word : order.strip().split("\\s*>\\s*")) {
            try {
                all.add(Relaxation.valueOf(word.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new SweepException(
                        RELAXATION + ": " + word + " (expected: orders such as power>latency,latency>power)",
                        Nearest.hint(
                                word,
                                Arrays.stream(Relaxation.values())
                                        .map(KnobReader::lower)
                                        .toList()));
            }
        }
        if (all.stream().distinct().count() < all.size()) {
            throw new SweepException(RELAXATION + ": " + order.strip() + " names one twice", "keep one");
        }
        return all;
    }

    /** Of a choice that was read before. */
    static List<Relaxation> known(String order) {
        try {
            return relaxation(order);
        } catch (SweepException e) {
            throw new IllegalStateException(e);
        }
    }

    static String shown(List<Relaxation> order) {
        return String.join(">", order.stream().map(KnobReader::lower).toList());
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private Knob ofRule(Matcher given) throws SweepException {
        String rule = given.group(1);
        List<RuleNumber> numbers = pack.numbers().get(rule);
        if (numbers == null) {
            throw new SweepException(
                    "rule \"" + rule + "\": no such rule in "
                            + pack.source().manifest().name(),
                    Nearest.to(rule, pack.numbers().keySet())
                            .map(name -> "did you mean \"" + name + "\"?")
                            .orElse("gearshift policy explain names the rules of a pack"));
        }
        String text = BY.matcher(given.group(3))
                .replaceAll("$1\u0000")
                .replaceAll("\\s+", "")
                .replace("\u0000", " by ");
        return given.group(2) != null
                ? knob(place(rule, numbers, Integer.parseInt(given.group(2))), text)
                : named(rule, numbers, text);
    }

    private static RuleNumber place(String rule, List<RuleNumber> numbers, int place) throws SweepException {
        if (place < 1 || place > numbers.size()) {
            throw new SweepException(
                    "rule \"" + rule + "\" number " + place + " (expected: 1.." + numbers.size() + ")", list(numbers));
        }
        return numbers.get(place - 1);
    }

    private Knob named(String rule, List<RuleNumber> numbers, String text) throws SweepException {
        List<RuleNumber> meant = numbers.stream()
                .filter(number -> text.length()
                                > number.before().length() + number.after().length()
                        && text.startsWith(number.before())
                        && text.endsWith(number.after())
                        && between(number, text).matches("[-+0-9.].*"))
                .toList();
        if (meant.size() != 1) {
            throw new SweepException(
                    "rule \"" + rule + "\": " + text
                            + (meant.isEmpty()
                                    ? " names none of its numbers"
                                    : " names " + meant.size() + " of its numbers"),
                    list(numbers));
        }
        return knob(meant.get(0), between(meant.get(0), text));
    }

    private static String between(RuleNumber number, String text) {
        return text.substring(
                number.before().length(), text.length() - number.after().length());
    }

    private static String list(List<RuleNumber> numbers) {
        if (numbers.isEmpty()) {
            return "the rule says no number";
        }
        StringBuilder list = new StringBuilder("its numbers:");
        numbers.forEach(number -> list.append("\n      number ")
                .append(number.place())
                .append(": ")
                .append(number.shown()));
        return list.toString();
    }

    private Knob knob(RuleNumber number, String text) throws SweepException {
        String name = "rule \"" + number.rule() + "\": " + number.label();
        boolean isWhole =
                number.written().matches("-?\\d+") && !text.replace("..", "").contains(".");
        Values values = new Values(name, "a number", Values::number, KnobReader::written, isWhole);
        return new Knob(name, new Knob.OfRule(number), number.written(), values.shown(text, isSearched));
    }

    /** The language of rules knows no number beyond an integer without a point. */
    private static String written(BigDecimal value) {
        String plain = Values.plain(value);
        boolean isLong = plain.indexOf('.') < 0 && value.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0;
        return isLong ? plain + ".0" : plain;
    }
}
