package io.gearshift.policies.build;

import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.PolicyOutcome;
import io.gearshift.core.policy.RuleInfo;
import io.gearshift.policies.code.CodeCheck;
import io.gearshift.policies.language.RuleText;
import io.gearshift.policies.pack.TestingPacks;
import io.gearshift.policies.rules.BrokenPackException;
import io.gearshift.policies.rules.CompiledPack;
import io.gearshift.policies.rules.DroolsPolicy;
import io.gearshift.policies.rules.Unhurried;
import io.gearshift.policies.rules.Verbs;
import io.gearshift.policies.rules.Vocabulary;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;

/**
 * {@code RawEscapes FOLDER WORK OUTPUT [KNOWN]}: compiles hostile rules as they are, without the reader, loads them behind the
 * fence and runs them. Writes a line for each: what became of it. In a process of its own, which an escape may end. Those that
 * {@code KNOWN}, an earlier output, says do not compile are taken at its word: trying each costs a minute.
 */
public final class RawEscapes {

    /** Of an evaluation that ends. */
    private static final long PATIENCE_SECONDS = 240;

    /** Of one of which nothing is known yet: an endless action reaches it, and its thread is left behind. */
    private static final long FIRST_PATIENCE_SECONDS = 30;

    /** Of one that is known not to end. */
    private static final long SHORT_PATIENCE_SECONDS = 1;

    /**
     * They end by filling the memory, which takes as long as the machine likes: they fail, or are still at it when the patience
     * ends. Run after those that end by themselves, which the lack of memory would make fail, too.
     */
    private static final Set<String> FILLING = Set.of("java/list-growth", "java/string-growth");

    /**
     * The class fence hides classes, not methods: Locale is there, so its setDefault is. Known, and not run; the check of the
     * code stands before it.
     */
    private static final Set<String> THROUGH = Set.of("process/locale");

    private static final String NEVER_ENDS = "never ends";

    private static final String PACKAGE = "gearshift.pack.e";

    private final Map<Integer, String> texts = new TreeMap<>();
    private final Map<Integer, String> names = new HashMap<>();
    private final Map<String, String> outcomes = new TreeMap<>();

    private Set<String> known = Set.of();

    private RawEscapes() {}

    public static void main(String[] args) throws Exception {
        System.setProperty("drools.externaliseCanonicalModelLambda", "true");
        RawEscapes escapes = new RawEscapes();
        escapes.known = args.length > 3 ? Set.copyOf(Files.readAllLines(Path.of(args[3]))) : Set.of();
        Marks marks = new Marks(Files.createDirectories(Path.of(args[1])));
        escapes.read(Path.of(args[0]), marks);
        escapes.run(escapes.texts.keySet());
        escapes.outcomes.put("~ marks", marks.found().toString());
        Files.writeString(
                Path.of(args[2]),
                escapes.outcomes.entrySet().stream()
                        .map(e -> e.getKey() + ": " + e.getValue())
                        .collect(Collectors.joining("\n", "", "\n")));
        Runtime.getRuntime().halt(0); // past the threads that never end
    }

    private void read(Path folder, Marks marks) throws IOException, DroolsParserException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path file :
                    tree.filter(p -> p.toString().endsWith(".drl")).sorted().toList()) {
                int number = names.size();
                String text = marks.aim(Files.readString(file));
                names.put(number, folder.relativize(file).toString().replace(".drl", ""));
                DrlParser parser = new DrlParser();
                parser.parse(new StringReader(text));
                if (parser.hasErrors() || known.contains(names.get(number) + ": does not compile")) {
                    outcomes.put(names.get(number), "does not compile");
                } else {
                    texts.put(number, text);
                }
            }
        }
    }

    /** All that compile at once; what the compiler names as wrong is left out, and halved where it names nothing. */
    private void run(Collection<Integer> numbers) {
        if (numbers.isEmpty()) {
            return;
        }
        List<Integer> left = new ArrayList<>(numbers);
        KieBuilder builder;
        try {
            builder = compile(left);
        } catch (RuntimeException e) { // the compiler's own fault, which names no file
            if (left.size() == 1) {
                outcomes.put(names.get(left.get(0)), "does not compile");
            } else {
                run(left.subList(0, left.size() / 2));
                run(left.subList(left.size() / 2, left.size()));
            }
            return;
        }
        Set<String> wrong = builder.getResults().getMessages(Message.Level.ERROR).stream()
                .map(message -> String.valueOf(message.getPath()))
                .collect(Collectors.toSet());
        if (wrong.isEmpty()) {
            Map<String, byte[]> classes = classes((InternalKieModule) builder.getKieModule());
            left.stream().sorted(Comparator.comparingInt(this::turn)).forEach(number -> {
                String code = code(number, classes);
                outcomes.put(names.get(number), outcome(number, classes) + code);
            });
            return;
        }
        List<Integer> refused = left.stream()
                .filter(number -> wrong.stream().anyMatch(path -> path.contains("/e" + number + "/")))
                .toList();
        if (refused.isEmpty() && left.size() > 1) {
            run(left.subList(0, left.size() / 2));
            run(left.subList(left.size() / 2, left.size()));
            return;
        }
        (refused.isEmpty() ? left : refused).forEach(number -> outcomes.put(names.get(number), "does not compile"));
        left.removeAll(refused.isEmpty() ? List.copyOf(left) : refused);
        run(left);
    }

    private KieBuilder compile(List<Integer> numbers) {
        KieServices services = KieServices.get();
        KieFileSystem system = services.newKieFileSystem();
        for (int number : numbers) {
            String imports = Stream.concat(Vocabulary.FACTS.stream(), Vocabulary.ENUMS.stream())
                    .map(type -> "import " + type.getName() + "; ")
                    .collect(Collectors.joining());
            system.write(
                    "src/main/resources/gearshift/pack/e" + number + "/rules.drl",
                    "package " + PACKAGE + number + "; " + imports + "global " + Verbs.class.getName() + " "
                            + Vocabulary.GLOBAL + "; "
                            + RuleText.of(texts.get(number)).rewritten());
        }
        return services.newKieBuilder(system).buildAll(ExecutableModelProject.class);
    }

    private static Map<String, byte[]> classes(InternalKieModule module) {
        Map<String, byte[]> classes = new HashMap<>();
        for (String file : module.getFileNames()) {
            if (file.endsWith(".class")) {
                classes.put(file.substring(0, file.length() - 6).replace('/', '.'), module.getBytes(file));
            } else if (file.endsWith("/drools-model")) {
                classes.put("", module.getBytes(file));
            }
        }
        return classes;
    }

    /** What stays behind disturbs those that come after it: threads without end come last. */
    private int turn(int number) {
        String name = names.get(number);
        return isEndless(name) ? 2 : FILLING.contains(name) ? 1 : 0;
    }

    private boolean isEndless(String name) {
        return known.stream().anyMatch(line -> line.startsWith(name + ": never ends"));
    }

    /** What the check of the byte code says, before anything is loaded. */
    private static String code(int number, Map<String, byte[]> classes) {
        List<String> refused = CodeCheck.refusals(own(number, classes));
        return refused.isEmpty() ? "" : "; its code " + refused.get(0).replaceFirst("^\\S+ ", "");
    }

    private static Map<String, byte[]> own(int number, Map<String, byte[]> classes) {
        return classes.entrySet().stream()
                .filter(e -> e.getKey().startsWith(PACKAGE + number + "."))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private String outcome(int number, Map<String, byte[]> classes) {
        if (THROUGH.contains(names.get(number))) {
            return "passes the class fence";
        }
        String prefix = PACKAGE + number + ".";
        String model = new String(classes.get(""), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(prefix))
                .findFirst()
                .orElse("");
        CompiledPack pack = new CompiledPack(
                new PolicyId("raw", "1", "00"),
                Objective.BALANCED,
                List.of(),
                List.of(new RuleInfo(names.get(number), "rules.drl", 1, List.of())),
                List.of(),
                model,
                own(number, classes));
        String found = evaluated(pack, patienceSeconds(names.get(number)));
        boolean isFilled = FILLING.contains(names.get(number))
                && Set.of("fault, failed", NEVER_ENDS).contains(found);
        return isFilled ? "fills the memory" : found;
    }

    private long patienceSeconds(String name) {
        if (isEndless(name)) {
            return SHORT_PATIENCE_SECONDS;
        }
        return known.isEmpty() ? FIRST_PATIENCE_SECONDS : PATIENCE_SECONDS;
    }

    private static String evaluated(CompiledPack pack, long patienceSeconds) {
        FutureTask<String> evaluation = new FutureTask<>(() -> evaluate(pack));
        Thread thread = new Thread(evaluation, "evaluation");
        thread.setDaemon(true);
        thread.start();
        try {
            return evaluation.get(patienceSeconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return NEVER_ENDS;
        } catch (Exception e) {
            return "escapes the policy: " + e;
        }
    }

    private static String evaluate(CompiledPack pack) {
        try (DroolsPolicy policy = Unhurried.of(pack)) {
            PolicyOutcome outcome = policy.evaluate(TestingPacks.input(Device.unknown()));
            return outcome.fault() != null
                    ? "fault, " + kind(outcome.fault())
                    : "runs, " + outcome.verdicts().size() + " verdicts";
        } catch (BrokenPackException e) {
            return "does not load";
        }
    }

    private static String kind(String fault) {
        return fault.contains("cannot be reached")
                ? "out of reach"
                : fault.startsWith("stopped") ? "stopped" : "failed";
    }
}
