package io.gearshift.policies.code;

import io.gearshift.core.policy.Mode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * One method, instruction by instruction. That it ends and stays small follows from what is refused: jumps back and
 * handlers (which are jumps back in disguise), calls in a circle ({@link Work}), arrays of a size that is worked out, and joined
 * texts that could be joined with themselves.
 */
final class MethodScan extends MethodVisitor {

    private static final String JOINER = "java/lang/invoke/StringConcatFactory";

    private static final String TEXT = Type.getInternalName(String.class);
    private static final String MODE = Type.getInternalName(Mode.class);

    /** The parts of a list in a rule, a few times over. */
    private static final int LARGEST_ARRAY = 4096;

    private final String type;
    private final String method;
    private final Calls calls;
    private final Work.Method work;
    private final CodeCheck.Refusals refusals;

    private final Set<Label> passed = new HashSet<>();

    /** The number that the instruction before put on the stack; -1 when it was another instruction. */
    private int number = -1;

    /** The instructions before, the last one first. */
    private int before1 = -1;

    private int before2 = -1;
    private int before3 = -1;
    private boolean hasJoined;

    /** Of what the instruction before put on the stack; null when it is not known, as where jumps meet. */
    private @Nullable Type pushed;

    /** Of the parameters, by variable; gone when another value is put there. */
    private final Map<Integer, Type> parameters = new HashMap<>();

    MethodScan(
            String type,
            String method,
            String descriptor,
            boolean isStatic,
            Calls calls,
            Work work,
            CodeCheck.Refusals refusals) {
        super(Opcodes.ASM9);
        int variable = isStatic ? 0 : 1;
        for (Type parameter : Type.getArgumentTypes(descriptor)) {
            parameters.put(variable, parameter);
            variable += parameter.getSize();
        }
        this.type = type;
        this.method = method;
        this.calls = calls;
        this.work = work.method(type, method, descriptor);
        this.refusals = refusals;
    }

    private void refuse(String what) {
        refusals.add(type, method, what);
    }

    private void next(int code, int number) {
        work.step();
        before3 = before2;
        before2 = before1;
        before1 = code;
        this.number = number;
        pushed = null;
    }

    /** Joined with itself forty times, one letter fills any memory. */
    private void keeps() {
        if (hasJoined) {
            refuse("keeps a joined text");
        }
    }

    @Override
    public void visitLabel(Label label) {
        passed.add(label);
        pushed = null;
    }

    @Override
    public void visitJumpInsn(int code, Label label) {
        next(code, -1);
        if (code == Opcodes.JSR) {
            refuse("calls a subroutine");
        }
        jump(label);
    }

    private void jump(Label label) {
        if (passed.contains(label)) {
            refuse("jumps back: a rule has no loop");
        }
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
        choice(Opcodes.TABLESWITCH, otherwise, labels);
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
        choice(Opcodes.LOOKUPSWITCH, otherwise, labels);
    }

    private void choice(int code, Label otherwise, Label[] labels) {
        next(code, -1);
        jump(otherwise);
        for (Label label : labels) {
            jump(label);
        }
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String caught) {
        refuse("catches " + (caught == null ? "everything" : caught.replace('/', '.')));
    }

    @Override
    public void visitInsn(int code) {
        switch (code) {
            case Opcodes.MONITORENTER, Opcodes.MONITOREXIT -> refuse("takes a lock");
            case Opcodes.DUP -> {
                if (before1 != Opcodes.NEW) {
                    keeps();
                }
            }
            case Opcodes.DUP_X1,
                    Opcodes.DUP_X2,
                    Opcodes.DUP2,
                    Opcodes.DUP2_X1,
                    Opcodes.DUP2_X2,
                    Opcodes.AASTORE,
                    Opcodes.ARETURN -> keeps();
            default -> {}
        }
        next(code, code >= Opcodes.ICONST_0 && code <= Opcodes.ICONST_5 ? code - Opcodes.ICONST_0 : -1);
    }

    @Override
    public void visitIntInsn(int code, int operand) {
        next(code, code == Opcodes.NEWARRAY ? -1 : operand);
        if (code == Opcodes.NEWARRAY) {
            refuse("makes an array of numbers");
        }
    }

    @Override
    public void visitVarInsn(int code, int variable) {
        next(code, -1);
        if (code == Opcodes.RET) {
            refuse("calls a subroutine");
        } else if (code == Opcodes.ASTORE) {
            keeps();
        } else if (code == Opcodes.ALOAD) {
            pushed = parameters.get(variable);
        }
        if (code >= Opcodes.ISTORE && code <= Opcodes.ASTORE) {
            parameters.remove(variable);
        }
    }

    @Override
    public void visitIincInsn(int variable, int increment) {
        next(Opcodes.IINC, -1);
        refuse("counts");
    }

    @Override
    public void visitTypeInsn(int code, String of) {
        if (code == Opcodes.NEW && !calls.isMakeable(of)) {
            refuse("makes a " + of.replace('/', '.'));
        } else if (!calls.isKnown(Type.getObjectType(of))) {
            refuse("names " + of.replace('/', '.'));
        }
        if (code == Opcodes.ANEWARRAY && !isCopySize() && (number < 0 || number > LARGEST_ARRAY)) {
            refuse("makes an array whose size is worked out");
        }
        next(code, -1);
        if (code == Opcodes.CHECKCAST) {
            pushed = Type.getObjectType(of);
        }
    }

    /** Of the copy of its constants that an enum gives out: as many as there are. */
    private boolean isCopySize() {
        return before1 == Opcodes.ISTORE && before2 == Opcodes.DUP && before3 == Opcodes.ARRAYLENGTH;
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        next(Opcodes.MULTIANEWARRAY, -1);
        refuse("makes an array of arrays");
    }

    @Override
    public void visitFieldInsn(int code, String owner, String name, String descriptor) {
        next(code, -1);
        pushed = Type.getType(descriptor);
        boolean isRead = code == Opcodes.GETSTATIC || code == Opcodes.GETFIELD;
        if (!isRead && !method.startsWith("<")) {
            refuse("remembers " + name);
        } else if (!isRead) {
            keeps();
        }
        if (!calls.isOwn(owner) && !(isRead && calls.isReadable(owner, name))) {
            refuse("uses the field " + owner.replace('/', '.') + "." + name);
        }
    }

    @Override
    public void visitMethodInsn(int code, String owner, String name, String descriptor, boolean isInterface) {
        Type argument = pushed;
        int last = before1;
        next(code, -1);
        pushed = Type.getReturnType(descriptor);
        if (owner.equals(TEXT) && name.equals("valueOf")) {
            text(descriptor, argument);
        } else if (owner.equals(MODE) && name.equals("<init>") && (last != Opcodes.LDC || argument == null)) {
            refuse("names a Mode by what is worked out"); // read back, it would be a text that was kept
        }
        if (calls.isOwn(owner)) {
            boolean isExact = code == Opcodes.INVOKESTATIC || code == Opcodes.INVOKESPECIAL;
            work.calls(owner, name + descriptor, isExact);
            keeps();
        } else if (!calls.isAllowed(owner, name)) {
            refuse("calls " + owner.replace('/', '.') + "." + name);
        }
    }

    /**
     * {@code String.valueOf} of a part before it is joined. Of an object it runs {@code toString}: only of a class that is known
     * here and final, so it is the JDK's or the vocabulary's own, short, and reads no list that the text could be put back into.
     */
    private void text(String descriptor, @Nullable Type argument) {
        Type declared = Type.getArgumentTypes(descriptor)[0];
        boolean isObject = declared.equals(Type.getType(Object.class));
        Type part = isObject ? argument : declared;
        if (part == null || !calls.isShort(part)) {
            refuse("makes a text of " + (part == null ? "what is not known" : "a " + part.getClassName()));
        }
        hasJoined = true;
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        next(Opcodes.INVOKEDYNAMIC, -1);
        pushed = Type.getReturnType(descriptor);
        boolean isJoin =
                bootstrap.getOwner().equals(JOINER) && bootstrap.getName().equals("makeConcatWithConstants");
        hasJoined = true;
        if (isJoin) {
            for (Type part : Type.getArgumentTypes(descriptor)) {
                if (!calls.isShort(part)) {
                    refuse("joins a " + part.getClassName());
                }
            }
        } else {
            refuse("is linked by " + bootstrap.getOwner().replace('/', '.') + "." + bootstrap.getName());
        }
        for (Object argument : arguments) {
            constant(argument);
        }
    }

    @Override
    public void visitLdcInsn(Object value) {
        next(Opcodes.LDC, value instanceof Integer whole && whole >= 0 ? whole : -1);
        pushed = value instanceof String ? Type.getType(String.class) : null;
        constant(value);
    }

    private void constant(Object value) {
        boolean isPlain = value instanceof Number || value instanceof String;
        boolean isKnownClass = value instanceof Type of
                && (of.getSort() == Type.OBJECT || of.getSort() == Type.ARRAY)
                && calls.isKnown(of);
        if (!isPlain && !isKnownClass) {
            refuse("holds the constant " + value);
        }
    }
}
