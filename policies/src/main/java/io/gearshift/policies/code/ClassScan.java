package io.gearshift.policies.code;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** One class: what it is, and what its methods are. */
final class ClassScan extends ClassVisitor {

    private static final Set<String> PARENTS = Set.of("java/lang/Object", "java/lang/Enum");

    /** Run by the JVM without a call: at collection, and when read from a stream. */
    private static final Set<String> CALLED_BY_OTHERS =
            Set.of("finalize", "readObject", "readResolve", "writeObject", "writeReplace", "readExternal");

    private final String name;
    private final Calls calls;
    private final Work work;
    private final CodeCheck.Refusals refusals;

    ClassScan(String name, Calls calls, Work work, CodeCheck.Refusals refusals) {
        super(Opcodes.ASM9);
        this.name = name;
        this.calls = calls;
        this.work = work;
        this.refusals = refusals;
    }

    @Override
    public void visit(
            int version,
            int access,
            String found,
            @Nullable String signature,
            @Nullable String parent,
            String @Nullable [] interfaces) {
        if (!found.equals(name)) {
            refusals.add(name, "", "calls itself " + found);
        }
        if (parent == null || !PARENTS.contains(parent)) {
            refusals.add(name, "", "extends " + parent);
        }
        for (String type : interfaces == null ? new String[0] : interfaces) {
            if (!calls.isImplementable(type)) {
                refusals.add(name, "", "implements " + type);
            }
        }
    }

    @Override
    public @Nullable FieldVisitor visitField(
            int access, String field, String descriptor, @Nullable String signature, @Nullable Object value) {
        return null;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String method, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        if ((access & Opcodes.ACC_NATIVE) != 0) {
            refusals.add(name, method, "is native");
        }
        if ((access & Opcodes.ACC_SYNCHRONIZED) != 0) {
            refusals.add(name, method, "takes a lock");
        }
        if (CALLED_BY_OTHERS.contains(method)) {
            refusals.add(name, method, "is called by the JVM");
        }
        return new MethodScan(name, method, descriptor, (access & Opcodes.ACC_STATIC) != 0, calls, work, refusals);
    }
}
