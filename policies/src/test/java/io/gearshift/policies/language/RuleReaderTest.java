package io.gearshift.policies.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Heat;
import io.gearshift.core.policy.PolicyOutcome;
import io.gearshift.policies.pack.TestingPacks;
import io.gearshift.policies.rules.DroolsPolicy;
import io.gearshift.policies.rules.Unhurried;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleReaderTest {

    static final List<String> CONDITIONS = List.of(
            "Device( heat == HOT, cpu >= BUSY )",
            "Device( heat == Heat.HOT )",
            "Device( $h : heat not in (HOT, WARM) ) Device( heat == $h )",
            "Device( $s : staleSensors, staleSensors not contains \"a\" )",
            "Device( HOT == heat )",
            "Device( heat in (HOT, CRITICAL), !isThrottled )",
            "Device( heat not in (HOT, CRITICAL) || isThrottled == true )",
            "Device( secondsToTrip < 30 )",
            "Device( secondsToTrip != null && secondsToTrip + 5 < 30 )",
            "Device( secondsToTrip == null )",
            "Device( $h : headroomC, $h < 3 )",
            "Device( $m : memoryAvailableBytes != null ) Candidate( memoryBytes > $m * 0.25 )",
            "$d : Device() Candidate( threads > $d.cores - 1 )",
            "not Candidate( isLocal )",
            "exists ( Candidate( !isLocal ) and Device( network == ONLINE ) )",
            "Device( battery == LOW ) or Device( isCharging )",
            "( Device( battery == LOW ) and Scene() ) or Mode( name == \"calm\" )",
            "Device( staleSensors contains \"battery\" )",
            "Scene( name in (\"camera\", \"call\") )",
            "Device( (cores > 2 || loadRatio < 0.5) && !(heat == HOT) )",
            "Device( trendCPerS > -0.5 )",
            "");

    static final List<String> ACTIONS = List.of(
            "policy.forbid($c, \"x\");",
            "policy.forbid($c, \"takes \" + $h + \" ms, \" + $c.energyMj() + \" mJ\");",
            "policy.prefer($c, -0.2, \"x\");",
            "policy.prefer($c, 1 / (1 + $h), \"x\");",
            "policy.pin($c, \"x\");",
            "policy.limit(POWER_W, 3.5, \"x\"); policy.limit(Budget.MEMORY_BYTES, 2e9, \"x\");",
            "policy.objective(ACCURACY, \"x\");",
            "insert(new Mode(\"calm\"));");

    /** Conditions stand in line 3 from column 3, actions in line 5 from column 3. */
    private static String rule(String condition, String action) {
        return "rule \"r\"\nwhen\n  " + condition + "\nthen\n  " + action + "\nend\n";
    }

    private static String when(String condition) {
        return rule(condition, "policy.objective(ENERGY, \"why\");");
    }

    private static String then(String action) {
        return rule("$c : Candidate( $h : latencyMs )", action);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                // facts, fields, constants
                Arguments.of(when("Devise( isThrottled )"), "3:3", "no fact 'Devise'", "Device"),
                Arguments.of(when("Device( temperature > 3 )"), "3:11", "no field 'temperature'", "temperatureC"),
                Arguments.of(when("Device( energyMj > 3 )"), "3:11", "no field 'energyMj'", "a field of Candidate"),
                Arguments.of(when("Device( heat == HOTT )"), "3:19", "no constant 'HOTT'", "HOT"),
                Arguments.of(when("Device( heat == FP32 )"), "3:19", "Heat has no constant 'FP32'", "UNKNOWN"),
                Arguments.of(when("Device( heat == Heat.COLD )"), "3:24", "no constant 'COLD'", "COOL"),
                Arguments.of(when("Device( heat in (HOT, CRITCAL) )"), "3:25", "'CRITCAL'", "CRITICAL"),
                // types
                Arguments.of(when("Device( heat == \"HOT\" )"), "3:19", "they are never equal", "HOT without quotes"),
                Arguments.of(when("Device( heat == 3 )"), "3:19", "this is a number", "constants: UNKNOWN, COOL"),
                Arguments.of(
                        when("Device( heat == Charge.LOW )"), "3:19", "one of UNKNOWN, OK", "constants: UNKNOWN, COOL"),
                Arguments.of(when("Device( temperatureC > \"90\" )"), "3:26", "this is a text", "without quotes"),
                Arguments.of(when("Scene( name == 5 )"), "3:18", "name is a text", "double quotes: \"5\""),
                Arguments.of(when("Scene( name > \"a\" )"), "3:15", "compares numbers", "== or !="),
                Arguments.of(when("Device( heat < WARM )"), "3:16", "would include UNKNOWN", "heat in (...)"),
                Arguments.of(when("Candidate( precision > INT8 )"), "3:24", "have no order", "precision in (...)"),
                Arguments.of(when("Device( headroomC )"), "3:11", "a condition is expected", "headroomC > 1"),
                Arguments.of(when("Device( !heat )"), "3:12", "! needs true or false", "compare it"),
                Arguments.of(when("Device( heat == null )"), "3:11", "never null", "heat == UNKNOWN"),
                Arguments.of(when("Device( name + 1 > 3 )"), "3:11", "no field 'name'", "Mode, Model, Scene"),
                Arguments.of(when("Scene( name + 1 > 3 )"), "3:10", "'+' needs numbers", "numbers only"),
                Arguments.of(when("Device( headroomC + 1 < 3 )"), "3:11", "may be missing", "headroomC != null &&"),
                Arguments.of(when("Device( cores / 0 > 3 )"), "3:19", "division by zero", "another number"),
                Arguments.of(when("Device( 3 > 2 )"), "3:11", "two constants", "a field"),
                Arguments.of(when("Device( true )"), "3:11", "always the same", "a field"),
                Arguments.of(when("Device( memoryAvailableBytes > 4000000000 )"), "3:34", "too large", "4000000000.0"),
                Arguments.of(
                        when("Device( staleSensors contains 3 )"), "3:24", "contains looks for a text", "contains"),
                // syntax
                Arguments.of(when("Device( heat = HOT )"), "3:16", "'=' is not allowed", "=="),
                Arguments.of(
                        when("Device( heat == HOT || == WARM )"), "3:26", "nothing to its left", "repeat the field"),
                Arguments.of(when("Device( 1 < cores < 3 )"), "3:21", "two comparisons in a row", "a < b && b < c"),
                Arguments.of(when("Device( heat == HOT cores > 1 )"), "3:23", "',' is expected", "commas"),
                Arguments.of(when("Device( heat == HOT"), "3:22", "',' is expected", "commas"),
                Arguments.of(when("Device"), "3:9", "'(' is expected", "in brackets"),
                Arguments.of(when("Scene( name == 'camera' )"), "3:18", "single quotes", "double quotes"),
                Arguments.of(when("Scene( name == \"camera )"), "3:18", "no closing quote", "same line"),
                Arguments.of(when("Device( cores > 010 )"), "3:19", "'010' is not a number", "digits"),
                Arguments.of(when("d : Device()"), "3:3", "'d' is no name", "$d"),
                Arguments.of(when("Device() && Scene()"), "3:12", "between facts", "and / or"),
                Arguments.of("/* open\n" + when("Device()"), "1:1", "comment has no end", "*/"),
                Arguments.of("rule cool when Device() then end", "1:6", "name in double quotes", "rule \"cool\""),
                Arguments.of("rule \"r\" salience cores when then end", "1:19", "whole number", "salience 10"),
                Arguments.of("rule \"r\" no-loop true when then end", "1:10", "'when' is expected", "remove it"),
                Arguments.of("rule \"r\" when Device() then end", "1:1", "does nothing", "policy.forbid"),
                Arguments.of("rule \"r\" when Device() end", "1:24", "'then' is missing", "then"),
                Arguments.of("rule \"r\" when Device() then policy.pin", "1:39", "'(' is expected", "policy.forbid"),
                // names
                Arguments.of(
                        rule("not Candidate( $l : latencyMs )", "policy.objective(ENERGY, \"\" + $l);"),
                        "5:33",
                        "$l is not bound",
                        "bind it"),
                Arguments.of(when("Device( $h : cores ) Candidate( threads > $i )"), "3:45", "$i is not bound", "$h"),
                Arguments.of(
                        then("policy.objective($m, ENERGY, \"x\");"), "5:20", "$m is not bound", "$m : Model( ... )"),
                Arguments.of(then("policy.forbid($d, \"x\");"), "5:17", "$d is not bound", "did you mean $c?"),
                Arguments.of(when("Candidate( model == $m )"), "3:23", "$m is not bound", "Model( $m : name )"),
                Arguments.of(when("Candidate( $m == model )"), "3:14", "$m is not bound", "Model( $m : name )"),
                Arguments.of(
                        when("$d : Device() Candidate( model == $m.name )"),
                        "3:37",
                        "$m is not bound",
                        "bind it in a condition before: $m : Model( ... )"),
                Arguments.of(
                        when("Device( $h : cores ) Candidate( energyMj > $m.missRatio )"),
                        "3:46",
                        "$m is not bound",
                        "bind it in a condition before: $m : Model( ... )"),
                Arguments.of(when("Device( temperatureC > 80% )"), "3:26", "no percent", "in °C, not a ratio"),
                Arguments.of(when("Device( 80% > rttMs )"), "3:11", "no percent", "in ms, not a ratio"),
                Arguments.of(when("Device( heat == 80% )"), "3:19", "no percent", "heat is no ratio"),
                Arguments.of(when("Device( batteryRatio < 20% )"), "3:26", "no percent", "write 0.2"),
                Arguments.of(when("Device( $h : cores ) Candidate( $h : threads )"), "3:35", "bound twice", "own name"),
                Arguments.of(when("Device( $h : cores + 1 )"), "3:16", "can only name a field", "$h : field"),
                Arguments.of(when("$d : Device() Candidate( threads > $d.core )"), "3:41", "no field 'core'", "cores"),
                // actions
                Arguments.of(then("policy.forbit($c, \"x\");"), "5:10", "no verb 'forbit'", "forbid"),
                Arguments.of(then("policy.forbid($c);"), "5:10", "has 1 argument", "the reason"),
                Arguments.of(then("policy.forbid($h, \"x\");"), "5:17", "takes a Candidate", "Candidate( ... )"),
                Arguments.of(then("policy.forbid($c, 3);"), "5:21", "takes a text", "double quotes"),
                Arguments.of(then("policy.forbid($c, \"\");"), "5:21", "the reason is empty", "why"),
                Arguments.of(then("policy.prefer($c, 7, \"x\");"), "5:21", "a weight is -1 to 1", "0.2"),
                Arguments.of(then("policy.objective(SPEED, \"x\");"), "5:20", "no constant 'SPEED'", "LATENCY"),
                Arguments.of(then("policy.limit(POWER, 3, \"x\");"), "5:16", "no constant 'POWER'", "POWER_W"),
                Arguments.of(then("policy.forbid($c, \"x\")"), "5:25", "';' is expected", "semicolon"),
                Arguments.of(then("policy.forbid($c, \"x\" + latencyMs);"), "5:27", "unknown in an action", "bind it"),
                Arguments.of(then("policy.forbid($c, \"x\" + $c);"), "5:27", "a whole fact", "$c.energyMj()"),
                Arguments.of(
                        then("policy.forbid($c, \"x\" + $c.energyMj);"), "5:30", "read with brackets", "$c.energyMj()"),
                Arguments.of(then("insert(new Mode(3));"), "5:3", "one name", "new Mode(\"name\")"),
                Arguments.of(
                        rule("Mode( name == \"a\" )", "insert(new Mode(\"a\"));"),
                        "5:19",
                        "there already",
                        "another name"),
                Arguments.of(
                        rule("Device( $m : memoryAvailableBytes )", "policy.limit(MEMORY_BYTES, $m, \"x\");"),
                        "5:30",
                        "may be missing",
                        "comparison"));
    }

    @ParameterizedTest(name = "{1} {2}")
    @MethodSource("mistakes")
    void mistake_any_isShownAtItsPlaceWithWhatToDo(String text, String place, String message, String hint) {
        List<Problem> problems = RuleReader.read("heat.drl", text).problems();
        assertThat(problems).as("%s", problems).isNotEmpty();
        Problem first = problems.get(0);
        assertThat(first.toString()).startsWith("heat.drl:" + place + ": ");
        assertThat(first.message()).contains(message);
        assertThat(first.hint()).contains(hint);
    }

    /** Each of these is valid Drools and would run, or would come near it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "System.exit(1);",
                "java.lang.Runtime.getRuntime().exec(\"id\");",
                "while (true) {}",
                "for (;;) {}",
                "new Thread().start();",
                "drools.halt();",
                "kcontext.getKieRuntime().halt();",
                "drools.getKnowledgeRuntime().setGlobal(\"policy\", null);",
                "insert(new Candidate());",
                "insert($c);",
                "insert(new Mode(\"a\") {{ System.exit(1); }});",
                "insertLogical(new Mode(\"a\"));",
                "update($c);",
                "modify($c) { gear = \"x\" }",
                "delete($c);",
                "$c.getClass().getClassLoader();",
                "policy.getClass();",
                "policy.fires(\"other\");",
                "policy.forbid($c, \"x\".getClass().getName());",
                "policy.forbid($c, String.valueOf(System.getenv()));",
                "policy.forbid($c, \"x\" + $c.gear().repeat(999999999));",
                "policy.forbid($c, \"\\u0022); System.exit(1); //\");",
                "policy.forbid($c, 'x');",
                "policy.forbid($c, \"x\"); return;",
                "policy.forbid($c, \"x\"); int i = 1;",
                "policy.forbid($c, `x`);",
                "policy.forbid($c, $h > 1 ? \"a\" : \"b\");",
                "policy.forbid(policy.pin($c, \"x\"), \"x\");",
                "{ policy.forbid($c, \"x\"); }",
                "try { policy.forbid($c, \"x\"); } finally {}",
                "synchronized (policy) {}",
                "; ; ;",
                "#{System.exit(1)}",
                "@{System.exit(1)}",
            })
    void action_hostile_isRefused(String action) {
        assertThat(RuleReader.read("a.drl", then(action)).problems()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eval( System.exit(1) == null )",
                "Device( eval( true ) )",
                "Device( System.exit(1) == null )",
                "Device( this != null )",
                "Device( heat.name() == \"HOT\" )",
                "Device( getClass() != null )",
                "Device( hottestZone.length > 3 )",
                "Device( hottestZone matches \"(a+)+b\" )",
                "Device( hottestZone str[startsWith] \"a\" )",
                "Device( T(java.lang.Runtime).getRuntime() != null )",
                "Device( java.lang.System.out != null )",
                "Object()",
                "String()",
                "java.io.File()",
                "$x : Candidate() from $y",
                "accumulate( Candidate( $e : energyMj ); $s : sum($e) )",
                "Number() from accumulate( Candidate(), count(1) )",
                "$l : java.util.List() from collect( Candidate() )",
                "forall( Candidate() )",
                "Candidate() over window:time( 3s )",
                "Device( staleSensors#java.util.List.size > 1 )",
                "Device( staleSensors[0] == \"a\" )",
                "Device( cores := $x )",
                "Mode( \"a\"; )",
                "/Device[ cores > 1 ]",
                "?isHot( )",
                "Device( (Heat) heat == HOT )",
                "Device( cores > 1 ) @watch( * )",
                "Device( new java.io.File(\"/\") != null )",
                "Device( cores = 3 )",
                "Device( cores++ > 1 )",
                "Device( () -> true )",
                "Device( Heat::values )",
            })
    void condition_outsideTheLanguage_isRefused(String condition) {
        assertThat(RuleReader.read("a.drl", when(condition)).problems()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "package a;",
                "import java.io.File;",
                "import static java.lang.System.exit;",
                "global java.util.List list;",
                "function void f() { System.exit(1); }",
                "declare Device x : int end",
                "query q() Device() end",
                "dialect \"mvel\"",
                "unit Foo;",
                "declare enum A end",
                "agenda-group \"x\"",
                "// \\u000a System.exit(1);\nrule x",
            })
    void file_withOtherThanRules_isRefused(String start) {
        assertThat(RuleReader.read("a.drl", start + "\n" + when("Device()")).problems())
                .isNotEmpty();
    }

    @ParameterizedTest
    @FieldSource("CONDITIONS")
    void condition_ofTheLanguage_isAccepted(String condition) {
        assertThat(RuleReader.read("a.drl", when(condition)).problems()).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("ACTIONS")
    void action_ofTheLanguage_isAccepted(String action) {
        assertThat(RuleReader.read("a.drl", then(action)).problems()).isEmpty();
    }

    /** The two readings cannot drift apart: what is accepted here compiles, and runs on a device of which nothing is known. */
    @Test
    void language_all_compilesAndRuns(@TempDir Path folder) throws Exception {
        StringBuilder text = new StringBuilder();
        int number = 0;
        for (String condition : CONDITIONS) {
            text.append(when(condition).replace("\"r\"", "\"r" + number++ + "\""));
        }
        for (String action : ACTIONS) {
            text.append(then(action).replace("\"r\"", "\"r" + number++ + "\""));
        }
        try (DroolsPolicy policy = Unhurried.of(TestingPacks.build(folder, text.toString()))) {
            for (Device device : List.of(Device.unknown(), TestingPacks.device(Heat.HOT, 10.0))) {
                PolicyOutcome outcome = policy.evaluate(TestingPacks.input(device));
                assertThat(outcome.fault()).isNull();
                assertThat(outcome.firedRules()).contains("r" + (number - 1));
            }
        }
    }

    @Test
    void problems_inSeveralRules_areAllReportedInOrder() {
        String text = when("Device( heatt == HOT )")
                + when("Device( cores = 1 )").replace("\"r\"", "\"s\"")
                + when("Devise()").replace("\"r\"", "\"t\"");
        assertThat(RuleReader.read("a.drl", text).problems())
                .extracting(Problem::line)
                .containsExactly(3, 9, 15);
    }

    /** What is refused between rules, or in one condition, hides nothing that comes after it. */
    @Test
    void problems_afterRefusedStatements_areAllReported() {
        String text = """
                function int f() {
                  return 1;
                }
                query "hot"
                  Device( heat == HOT )
                end
                declare Foo
                  a : int
                end
                unit Bar;
                rule "r"
                when
                  $y : Device() from java.lang.Runtime.getRuntime()
                  $x : java.lang.Runtime()
                then
                  policy.objective(ENERGY, "why");
                end
                """;
        assertThat(RuleReader.read("a.drl", text).problems())
                .extracting(problem -> problem.line() + " " + problem.code())
                .containsExactly(
                        "1 forbidden-syntax",
                        "4 forbidden-syntax",
                        "7 forbidden-syntax",
                        "10 forbidden-syntax",
                        "13 forbidden-syntax",
                        "14 forbidden-syntax");
    }

    @Test
    void names_givenTwice_areRefusedAtTheSecond() {
        List<Problem> problems =
                RuleReader.read("a.drl", when("Device()") + when("Scene()")).problems();
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).toString()).contains("a.drl:7:1: a rule named \"r\" is already at line 1");
    }

    @Test
    void info_ofARule_namesWhereItStandsAndWhatItReads() {
        Checked checked = RuleReader.read(
                "a.drl",
                "// first\n\n"
                        + when("Device( heat == HOT, $t : temperatureC, heat != COOL )\n"
                                + "  $c : Candidate( isLocal ) not Candidate( energyMj < $c.energyMj )"));
        assertThat(checked.rules()).hasSize(1);
        assertThat(checked.rules().get(0).line()).isEqualTo(3);
        assertThat(checked.rules().get(0).reads())
                .containsExactly("Device.heat", "Device.temperatureC", "Candidate.isLocal", "Candidate.energyMj");
    }

    @Test
    void source_ofBareConstantsAndComments_isQualifiedLineForLine() {
        String text = "// why\n" + when("Device( heat in (HOT, Heat.WARM) /* x\n */ , battery == CRITICAL )");
        assertThat(RuleReader.read("a.drl", text).source())
                .isEqualTo(
                        "      \nrule \"r\"\nwhen\n  Device( heat in (Heat.HOT, Heat.WARM)     \n    , battery == Charge.CRITICAL )\n"
                                + "then\n  policy.objective(Objective.ENERGY, \"why\");\nend\n");
    }

    @Test
    void nesting_withoutEnd_isRefusedWithoutOverflow() {
        String deep = "(".repeat(100_000);
        assertThat(RuleReader.read("a.drl", when("Device( " + deep)).problems()).isNotEmpty();
        assertThat(RuleReader.read("a.drl", when(deep)).problems()).isNotEmpty();
        assertThat(RuleReader.read("a.drl", when("not ".repeat(100_000) + "Device()"))
                        .problems())
                .isNotEmpty();
        assertThat(RuleReader.read("a.drl", when("Device( " + "!".repeat(100_000) + "isThrottled )"))
                        .problems())
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"heat.drl", "battery.drl", "load.drl", "memory.drl", "scene.drl", "network.drl", "sensors.drl"})
    void defaultPack_anyFile_hasNoProblem(String file) throws IOException {
        try (InputStream in = RuleReaderTest.class.getResourceAsStream("/packs/default/" + file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Checked checked = RuleReader.read(file, text);
            assertThat(checked.problems()).isEmpty();
            assertThat(checked.rules()).isNotEmpty();
        }
    }

    static Stream<Arguments> likelyMistakes() {
        return Stream.of(
                Arguments.of(when("Device( batteryRatio < 80 )"), "3:26 2 out-of-range", "write 0.8"),
                Arguments.of(when("Device( 80 > batteryRatio )"), "3:11 2 out-of-range", "write 0.8"),
                Arguments.of(when("Device( $b : batteryRatio ) Device( $b < 80 )"), "3:44 2 out-of-range", "write 0.8"),
                Arguments.of(when("Device( loadRatio < 80 % )"), "3:23 4 percent", "write 0.8"),
                Arguments.of(when("Device( temperatureC > 350.05 )"), "3:26 6 out-of-range", "350.05 K is 76.9"),
                Arguments.of(when("Device( temperatureC > 176 )"), "3:26 3 out-of-range", "176 °F is 80"),
                Arguments.of(when("Device( secondsToTrip < -5 )"), "3:27 2 out-of-range", "leave the minus out"),
                Arguments.of(when("Device( hotForMs > 30 )"), "3:22 2 units", "30 s is 30000"),
                Arguments.of(when("Device( secondsToTrip < 30000 )"), "3:27 5 units", "30000 ms is 30"),
                Arguments.of(when("Candidate( memoryBytes > 512 )"), "3:28 3 units", "512 MiB is 536870912"),
                Arguments.of(when("Device( memoryAvailableBytes < 4096 )"), "3:34 4 units", "4294967296.0"),
                Arguments.of(when("Device( headroomC < secondsToTrip )"), "3:23 13 units", "like with like"),
                Arguments.of(then("policy.limit(MEMORY_BYTES, 512, \"x\");"), "5:30 3 units", "512 MiB"),
                Arguments.of(then("policy.limit(POWER_W, 3500, \"x\");"), "5:25 4 units", "3500 mW is 3.5 W"),
                Arguments.of(then("policy.prefer($c, 0, \"x\");"), "5:21 1 no-effect", "0.2"),
                Arguments.of(when("Device( rttMs != 5 )"), "3:11 5 missing-counts", "rttMs != null &&"),
                Arguments.of(when("Device( !(rttMs < 5) )"), "3:13 5 missing-counts", "rttMs != null &&"),
                Arguments.of(when("Device( batteryRatio < 0,8 )"), "3:26 3 decimal-comma", "0.8"),
                Arguments.of(then("policy.prefer($c, 0,2, \"x\");"), "5:21 3 decimal-comma", "0.2"),
                Arguments.of(when("Scene( name == \u201ccamera\u201d )"), "3:18 8 quotes", "plain double quotes"),
                Arguments.of(when("Device( heat == HOT AND isCharging )"), "3:23 3 syntax", "write &&"),
                Arguments.of(when("Device( heat == HOT and isCharging )"), "3:23 3 syntax", "write &&"),
                Arguments.of(when("Device( cores \u2265 3 )"), "3:17 1 character", "write >="),
                Arguments.of(when("Device( cores => 3 )"), "3:17 2 syntax", "write >="),
                Arguments.of(when("heat == HOT"), "3:3 4 syntax", "Device( heat == HOT )"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("likelyMistakes")
    void mistake_ofABeginner_isTheOnlyProblemWithItsExtentKindAndRemedy(String text, String where, String hint) {
        List<Problem> problems = RuleReader.read("a.drl", text).problems();
        assertThat(problems).as("%s", problems).hasSizeBetween(1, 2);
        Problem first = problems.get(0);
        assertThat(first.line() + ":" + first.column() + " " + first.length() + " " + first.code())
                .isEqualTo(where);
        assertThat(first.hint()).contains(hint);
    }

    @Test
    void presence_askedBefore_silencesTheWarning() {
        assertThat(RuleReader.read("a.drl", when("Device( rttMs != null && rttMs != 5 )"))
                        .problems())
                .isEmpty();
        assertThat(RuleReader.read("a.drl", when("Device( rttMs != null, rttMs != 5 )"))
                        .problems())
                .isEmpty();
    }

    @Test
    void problems_inOneRule_areAllReported() {
        String text = """
                import java.io.File;
                rule "a"
                when
                  Device( heat = HOTT, loadRatio > 80, cores > )
                  $c : Candidate( isLocal, , latency < 3
                  Scene( isPrivat )
                then
                  System.exit(1);
                  policy.forbit($c, "x")
                  policy.forbid($d, "x");
                rule "b"
                when
                  Devise()
                  policy.objective(SPEED, "");
                end
                """;
        assertThat(RuleReader.read("a.drl", text).problems())
                .extracting(p -> p.line() + ":" + p.column() + " " + p.code())
                .containsExactly(
                        "1:1 forbidden-syntax",
                        "4:16 syntax",
                        "4:18 unknown-constant",
                        "4:36 out-of-range",
                        "4:48 syntax",
                        "5:28 syntax",
                        "5:30 unknown-field",
                        "5:41 syntax",
                        "6:10 unknown-field",
                        "8:3 forbidden-syntax",
                        "9:10 unknown-verb",
                        "9:25 syntax",
                        "10:17 unbound-variable",
                        "10:26 syntax",
                        "13:3 unknown-fact",
                        "13:11 syntax",
                        "14:20 unknown-constant",
                        "14:27 empty-reason");
    }

    /** One that is too deep once made every later one too large. */
    @Test
    void condition_afterOneThatIsTooDeep_isReadAsEver() {
        String deep = when("Device( " + "(".repeat(60) + "heat == HOT" + ")".repeat(60) + ", isCharging )");
        String many =
                when("Device( " + "cores > 1, ".repeat(60) + "isCharging )").replace("\"r\"", "\"s\"");

        assertThat(RuleReader.read("a.drl", deep + many).problems())
                .filteredOn(Problem::isError)
                .extracting(Problem::code)
                .containsExactly("too-deep");
    }
}
