package io.gearshift.policies.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.objectweb.asm.Opcodes.*;

import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.policies.pack.BuiltIn;
import io.gearshift.policies.pack.PackJar;
import io.gearshift.policies.rules.BrokenPackException;
import io.gearshift.policies.rules.CompiledPack;
import io.gearshift.policies.rules.DroolsPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Code that no compiler of rules writes, made by hand. */
class CodeCheckTest {

    private static final String OWN = "gearshift/pack/Evil";
    private static final String OBJECT = "java/lang/Object";
    private static final String TEXT = "Ljava/lang/String;";
    private static final Handle JOIN = new Handle(
            H_INVOKESTATIC,
            "java/lang/invoke/StringConcatFactory",
            "makeConcatWithConstants",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;Ljava/lang/String;"
                    + "[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;",
            false);

    /** What it does, what is said of it. */
    record Attack(String name, Consumer<MethodVisitor> body, String said) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Attack> ATTACKS = List.of(
            new Attack("loop", CodeCheckTest::loop, "jumps back"),
            new Attack("loop by switch", CodeCheckTest::loopBySwitch, "jumps back"),
            new Attack("loop by handler", CodeCheckTest::loopByHandler, "catches everything"),
            new Attack("recursion", m -> m.visitMethodInsn(INVOKESTATIC, OWN, "run", "()V", false), "calls itself"),
            new Attack("wait, inherited", m -> wait(m, OWN), "calls gearshift.pack.Evil.wait"),
            new Attack("wait on a fact", m -> wait(m, "io/gearshift/core/policy/Device"), "Device.wait"),
            new Attack("wait on an array", m -> wait(m, "[" + TEXT), ".wait"),
            new Attack("lock", CodeCheckTest::lock, "takes a lock"),
            new Attack("array of a worked out size", CodeCheckTest::array, "size is worked out"),
            new Attack("array of a huge size", CodeCheckTest::hugeArray, "size is worked out"),
            new Attack("array of numbers", CodeCheckTest::numbers, "array of numbers"),
            new Attack("text joined with itself", CodeCheckTest::doubling, "keeps a joined text"),
            new Attack("text joined and passed on", CodeCheckTest::passing, "keeps a joined text"),
            new Attack("text joined through a list", CodeCheckTest::joinedList, "joins a java.util.List"),
            new Attack("text of a list", CodeCheckTest::listText, "makes a text of a java.util.List"),
            new Attack("text of what is not known", CodeCheckTest::unknownText, "makes a text of what is not known"),
            new Attack("text kept", CodeCheckTest::keptText, "keeps a joined text"),
            new Attack("text kept in a mode", CodeCheckTest::modeText, "names a Mode by what is worked out"),
            new Attack("exit", m -> exit(m), "calls java.lang.System.exit"),
            new Attack("linked by itself", CodeCheckTest::ownBootstrap, "is linked by gearshift.pack.Evil.link"),
            new Attack("dynamic constant", CodeCheckTest::dynamicConstant, "holds the constant"),
            new Attack(
                    "method as constant",
                    m -> m.visitLdcInsn(new Handle(H_INVOKESTATIC, "java/lang/System", "exit", "(I)V", false)),
                    "holds the constant"),
            new Attack("class as constant", m -> m.visitLdcInsn(Type.getType(Runtime.class)), "holds the constant"),
            new Attack("state between two turns", CodeCheckTest::state, "remembers kept"),
            new Attack("field of another", CodeCheckTest::foreignField, "uses the field java.lang.System.out"),
            new Attack("timer of the engine", CodeCheckTest::timer, "Rule$Attribute.TIMER"),
            new Attack("engine", CodeCheckTest::engine, "calls org.drools.model.Drools.halt"),
            new Attack("candidate of its own", CodeCheckTest::candidate, "makes a io.gearshift.core.policy.Candidate"));

    @ParameterizedTest
    @FieldSource("ATTACKS")
    void attack_byHand_isRefusedWithItsPlace(Attack attack) {
        List<String> refusals = CodeCheck.refusals(Map.of("gearshift.pack.Evil", type(attack.body())));

        assertThat(refusals).isNotEmpty();
        assertThat(refusals.get(0)).startsWith("gearshift.pack.Evil.run ").contains(attack.said());
    }

    @Test
    void methodsThatCallTheNextTwice_areRefused() {
        ClassWriter type = open(OWN, OBJECT);
        for (int i = 0; i < 60; i++) {
            int next = i + 1;
            method(type, "m" + i, "()V", 0, m -> {
                m.visitMethodInsn(INVOKESTATIC, OWN, "m" + next, "()V", false);
                m.visitMethodInsn(INVOKESTATIC, OWN, "m" + next, "()V", false);
            });
        }
        method(type, "m60", "()V", 0, m -> {});

        assertThat(CodeCheck.refusals(Map.of("gearshift.pack.Evil", type.toByteArray())))
                .anyMatch(said -> said.contains("more than 2000000 instructions"));
    }

    static Stream<String> builtIn() {
        return BuiltIn.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("builtIn")
    void rules_builtIn_areAllPermitted(String name) throws Exception {
        assertThat(CodeCheck.refusals(PackJar.read(Files.readAllBytes(Path.of("target/classes/packs/" + name + ".jar")))
                        .classes()))
                .isEmpty();
    }

    @Test
    void classes_ofOtherKinds_areRefused() {
        ClassWriter thrower = open(OWN, "java/lang/Throwable");
        ClassWriter ended = open(OWN, OBJECT);
        method(ended, "finalize", "()V", 0, m -> {});
        ClassWriter nativeCode = open(OWN, OBJECT);
        nativeCode.visitMethod(ACC_NATIVE, "run", "()V", null, null).visitEnd();
        ClassWriter called = new ClassWriter(0);
        called.visit(V17, ACC_PUBLIC, OWN, null, OBJECT, new String[] {"org/drools/model/functions/Operator"});

        assertThat(refusals(thrower.toByteArray())).containsExactly("gearshift.pack.Evil extends java/lang/Throwable");
        assertThat(refusals(ended.toByteArray())).containsExactly("gearshift.pack.Evil.finalize is called by the JVM");
        assertThat(refusals(nativeCode.toByteArray())).containsExactly("gearshift.pack.Evil.run is native");
        assertThat(refusals(called.toByteArray()))
                .containsExactly("gearshift.pack.Evil implements org/drools/model/functions/Operator");
        assertThat(refusals(open("gearshift/pack/Other", OBJECT).toByteArray()))
                .containsExactly("gearshift.pack.Evil calls itself gearshift/pack/Other");
        assertThat(refusals(new byte[2 << 20])).containsExactly("gearshift.pack.Evil is larger than 1048576 bytes");
    }

    @Test
    void bytes_damagedAnywhere_areRefusedOrRead() {
        byte[] good = type(m -> {});
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= (byte) 0xff;
            assertThat(refusals(bad)).hasSizeLessThanOrEqualTo(5); // never an exception
        }
        assertThat(refusals(new byte[] {1, 2, 3}))
                .containsExactly("gearshift.pack.Evil is no class file that can be read");
    }

    /**
     * Why the class fence alone does not hold hand-made code: the JVM gives a linking method a Lookup, and a method type reads
     * class names for the loader of the application. Without the check this sets a property of the process.
     */
    @Test
    void lookupOfALinkingMethod_leavesTheFenceAndIsRefused() {
        Map<String, byte[]> classes = new HashMap<>(Map.of("gearshift.pack.Evil", lookup()));
        CompiledPack pack = new CompiledPack(
                new PolicyId("evil", "1", "00"),
                Objective.BALANCED,
                List.of(),
                List.of(),
                List.of(),
                "gearshift.pack.Evil",
                classes);
        try {
            assertThatThrownBy(() -> DroolsPolicy.of(pack)).isInstanceOf(BrokenPackException.class);
            assertThat(System.getProperty("gearshift.lookup"))
                    .as("the class fence is passed, which is why there is a check before it")
                    .isEqualTo("escaped");
        } finally {
            System.clearProperty("gearshift.lookup");
        }
        assertThat(CodeCheck.refusals(classes))
                .contains("gearshift.pack.Evil.<init> is linked by gearshift.pack.Evil.link")
                .anyMatch(said -> said.contains("calls java.lang.invoke.MethodHandles$Lookup.findStatic"));
    }

    private static byte[] lookup() {
        ClassWriter type = open(OWN, OBJECT);
        String bootstrap = "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;)"
                + "Ljava/lang/invoke/CallSite;";
        method(type, "<init>", "()V", 1, m -> {
            m.visitVarInsn(ALOAD, 0);
            m.visitMethodInsn(INVOKESPECIAL, OBJECT, "<init>", "()V", false);
            m.visitInvokeDynamicInsn("x", "()V", new Handle(H_INVOKESTATIC, OWN, "link", bootstrap, false));
        });
        MethodVisitor m = type.visitMethod(ACC_PUBLIC | ACC_STATIC, "link", bootstrap, null, null);
        m.visitCode();
        m.visitVarInsn(ALOAD, 0);
        typeOf(m, "()Ljava/lang/System;");
        m.visitMethodInsn(INVOKEVIRTUAL, "java/lang/invoke/MethodType", "returnType", "()Ljava/lang/Class;", false);
        m.visitLdcInsn("setProperty");
        typeOf(m, "(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;");
        m.visitMethodInsn(
                INVOKEVIRTUAL,
                "java/lang/invoke/MethodHandles$Lookup",
                "findStatic",
                "(Ljava/lang/Class;Ljava/lang/String;Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/MethodHandle;",
                false);
        m.visitLdcInsn("gearshift.lookup");
        m.visitLdcInsn("escaped");
        m.visitMethodInsn(
                INVOKEVIRTUAL,
                "java/lang/invoke/MethodHandle",
                "invokeExact",
                "(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;",
                false);
        m.visitInsn(POP);
        m.visitInsn(ACONST_NULL);
        m.visitInsn(ARETURN);
        m.visitMaxs(6, 3);
        m.visitEnd();
        return type.toByteArray();
    }

    private static void typeOf(MethodVisitor m, String descriptor) {
        m.visitLdcInsn(descriptor);
        m.visitInsn(ACONST_NULL);
        m.visitMethodInsn(
                INVOKESTATIC,
                "java/lang/invoke/MethodType",
                "fromMethodDescriptorString",
                "(Ljava/lang/String;Ljava/lang/ClassLoader;)Ljava/lang/invoke/MethodType;",
                false);
    }

    private static List<String> refusals(byte[] type) {
        return CodeCheck.refusals(Map.of("gearshift.pack.Evil", type));
    }

    private static byte[] type(Consumer<MethodVisitor> body) {
        ClassWriter type = open(OWN, OBJECT);
        type.visitField(ACC_STATIC, "kept", "I", null, null).visitEnd();
        method(type, "run", "()V", 0, body);
        return type.toByteArray();
    }

    private static ClassWriter open(String name, String parent) {
        ClassWriter type = new ClassWriter(0);
        type.visit(V17, ACC_PUBLIC | ACC_SUPER, name, null, parent, null);
        return type;
    }

    private static void method(
            ClassWriter type, String name, String descriptor, int locals, Consumer<MethodVisitor> body) {
        int access = name.equals("<init>") ? ACC_PUBLIC : ACC_PUBLIC | ACC_STATIC;
        MethodVisitor method = type.visitMethod(access, name, descriptor, null, null);
        method.visitCode();
        body.accept(method);
        method.visitInsn(RETURN);
        method.visitMaxs(10, locals + 10);
        method.visitEnd();
    }

    private static void loop(MethodVisitor m) {
        Label start = new Label();
        m.visitLabel(start);
        m.visitInsn(ICONST_0);
        m.visitJumpInsn(IFEQ, start);
    }

    private static void loopBySwitch(MethodVisitor m) {
        Label start = new Label();
        m.visitLabel(start);
        m.visitInsn(ICONST_0);
        m.visitTableSwitchInsn(0, 0, start, start);
    }

    private static void loopByHandler(MethodVisitor m) {
        Label start = new Label();
        Label end = new Label();
        m.visitTryCatchBlock(start, end, start, null);
        m.visitLabel(start);
        m.visitInsn(ACONST_NULL);
        m.visitInsn(ATHROW);
        m.visitLabel(end);
    }

    private static void wait(MethodVisitor m, String on) {
        m.visitInsn(ACONST_NULL);
        m.visitMethodInsn(INVOKEVIRTUAL, on, "wait", "()V", false);
    }

    private static void lock(MethodVisitor m) {
        m.visitLdcInsn("x");
        m.visitInsn(MONITORENTER);
    }

    private static void array(MethodVisitor m) {
        m.visitInsn(ICONST_5);
        m.visitInsn(ICONST_5);
        m.visitInsn(ISHL);
        m.visitTypeInsn(ANEWARRAY, OBJECT);
    }

    private static void hugeArray(MethodVisitor m) {
        m.visitLdcInsn(Integer.MAX_VALUE);
        m.visitTypeInsn(ANEWARRAY, OBJECT);
    }

    private static void numbers(MethodVisitor m) {
        m.visitInsn(ICONST_1);
        m.visitIntInsn(NEWARRAY, T_LONG);
    }

    private static void join(MethodVisitor m, String parts) {
        m.visitInvokeDynamicInsn("makeConcatWithConstants", "(" + parts + ")" + TEXT, JOIN, "\1\1");
    }

    private static void doubling(MethodVisitor m) {
        m.visitLdcInsn("x");
        m.visitInsn(DUP);
        for (int i = 0; i < 40; i++) {
            join(m, TEXT + TEXT);
            m.visitInsn(DUP);
        }
    }

    private static void passing(MethodVisitor m) {
        m.visitLdcInsn("x");
        m.visitLdcInsn("y");
        join(m, TEXT + TEXT);
        m.visitMethodInsn(INVOKESTATIC, OWN, "next", "(" + TEXT + ")V", false);
    }

    private static void joinedList(MethodVisitor m) {
        m.visitInsn(ACONST_NULL);
        m.visitInsn(DUP);
        join(m, "Ljava/util/List;Ljava/util/List;");
    }

    private static void valueOf(MethodVisitor m) {
        m.visitMethodInsn(INVOKESTATIC, "java/lang/String", "valueOf", "(Ljava/lang/Object;)" + TEXT, false);
    }

    private static void listText(MethodVisitor m) {
        m.visitMethodInsn(INVOKESTATIC, "java/util/Collections", "emptyList", "()Ljava/util/List;", false);
        valueOf(m);
    }

    /** The list, or the text: where the jumps meet, nothing is known of it. */
    private static void unknownText(MethodVisitor m) {
        Label meet = new Label();
        m.visitVarInsn(ALOAD, 0);
        m.visitInsn(ICONST_0);
        m.visitJumpInsn(IFEQ, meet);
        m.visitInsn(POP);
        m.visitLdcInsn("x");
        m.visitLabel(meet);
        valueOf(m);
    }

    private static void keptText(MethodVisitor m) {
        m.visitLdcInsn("x");
        valueOf(m);
        m.visitVarInsn(ASTORE, 1);
    }

    private static void modeText(MethodVisitor m) {
        m.visitTypeInsn(NEW, "io/gearshift/core/policy/Mode");
        m.visitInsn(DUP);
        m.visitLdcInsn("x");
        join(m, TEXT);
        m.visitMethodInsn(INVOKESPECIAL, "io/gearshift/core/policy/Mode", "<init>", "(" + TEXT + ")V", false);
    }

    private static void exit(MethodVisitor m) {
        m.visitInsn(ICONST_3);
        m.visitMethodInsn(INVOKESTATIC, "java/lang/System", "exit", "(I)V", false);
    }

    private static void ownBootstrap(MethodVisitor m) {
        m.visitInvokeDynamicInsn("x", "()V", new Handle(H_INVOKESTATIC, OWN, "link", "()V", false));
    }

    private static void dynamicConstant(MethodVisitor m) {
        m.visitLdcInsn(new ConstantDynamic(
                "x", "Ljava/lang/Object;", new Handle(H_INVOKESTATIC, OWN, "constant", "()V", false)));
    }

    private static void state(MethodVisitor m) {
        m.visitInsn(ICONST_1);
        m.visitFieldInsn(PUTSTATIC, OWN, "kept", "I");
    }

    private static void foreignField(MethodVisitor m) {
        m.visitFieldInsn(GETSTATIC, "java/lang/System", "out", "Ljava/io/PrintStream;");
    }

    private static void timer(MethodVisitor m) {
        m.visitFieldInsn(GETSTATIC, "org/drools/model/Rule$Attribute", "TIMER", "Lorg/drools/model/Rule$Attribute;");
    }

    private static void engine(MethodVisitor m) {
        m.visitInsn(ACONST_NULL);
        m.visitMethodInsn(INVOKEINTERFACE, "org/drools/model/Drools", "halt", "()V", true);
    }

    private static void candidate(MethodVisitor m) {
        m.visitTypeInsn(NEW, "io/gearshift/core/policy/Candidate");
    }
}
