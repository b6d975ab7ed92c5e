package io.gearshift.policies.build;

import io.gearshift.policies.language.RuleText;
import io.gearshift.policies.rules.Verbs;
import io.gearshift.policies.rules.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;

/** The one place that calls the rule compiler. */
final class Drools {

    private static final String PACKAGE = "gearshift.pack";
    private static final String FOLDER = "src/main/resources/gearshift/pack/";
    private static final String CLASS = ".class";

    /** All on the first line, so that the author's lines keep their numbers. */
    private static final String HEADER = "package " + PACKAGE + "; "
            + Stream.concat(Vocabulary.FACTS.stream(), Vocabulary.ENUMS.stream())
                    .map(type -> "import " + type.getName() + "; ")
                    .collect(Collectors.joining())
            + "global " + Verbs.class.getName() + " " + Vocabulary.GLOBAL + "; ";

    /**
     * @param messages what the compiler says, errors only; empty when it took the rules
     */
    record Result(List<Message> messages, Map<String, byte[]> classes, String modelClass) {}

    private Drools() {}

    /** Compiles texts of rules. */
    static Result compile(Collection<String> texts) {
        KieServices services = KieServices.get();
        KieFileSystem system = services.newKieFileSystem();
        int number = 0;
        for (String text : texts) { // an author's file name could be a path, or mean something to the compiler
            system.write(
                    FOLDER + "rules" + number++ + ".drl",
                    HEADER + RuleText.of(text).rewritten());
        }
        KieBuilder builder = services.newKieBuilder(system).buildAll(ExecutableModelProject.class);
        List<Message> errors = builder.getResults().getMessages(Message.Level.ERROR);
        if (!errors.isEmpty()) {
            return new Result(errors, Map.of(), "");
        }
        return classes((InternalKieModule) builder.getKieModule());
    }

    private static Result classes(InternalKieModule module) {
        Map<String, byte[]> classes = new HashMap<>();
        String modelClass = "";
        for (String file : module.getFileNames()) {
            if (file.startsWith(PACKAGE.replace('.', '/')) && file.endsWith(CLASS)) {
                classes.put(file.substring(0, file.length() - CLASS.length()).replace('/', '.'), module.getBytes(file));
            } else if (file.endsWith("/drools-model")) {
                modelClass = new String(module.getBytes(file), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.startsWith(PACKAGE))
                        .findFirst()
                        .orElse("");
            }
        }
        return new Result(List.of(), classes, modelClass);
    }
}
