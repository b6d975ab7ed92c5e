package io.gearshift.policies.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much the methods of a pack can do, one calling another: without loops that is a sum. A circle of calls has none, and
 * methods that call the next one twice double at each step.
 */
final class Work {

    /** Instructions; the model of 200 rules takes some 100 000. */
    private static final long MOST = 2_000_000;

    /** Calls within calls: far from the end of any stack. */
    private static final int DEEPEST = 100;

    /** Some class of the pack. */
    private static final String ANY = "*";

    private final CodeCheck.Refusals refusals;
    private final Map<String, List<Method>> methods = new HashMap<>();

    Work(CodeCheck.Refusals refusals) {
        this.refusals = refusals;
    }

    /** One method of one class. */
    static final class Method {
        private final String type;
        private final String name;
        private final List<String> called = new ArrayList<>();
        private final List<String> targets = new ArrayList<>();
        private long steps = 1;
        private long whole;

        private Method(String type, String name) {
            this.type = type;
            this.name = name;
        }

        void step() {
            steps++;
        }

        /**
         * A method of this pack.
         *
         * @param isExact it is the one of this class; otherwise any of its name and shape, since classes can stand in for
         *     each other
         */
        void calls(String owner, String method, boolean isExact) {
            targets.add(owner + "." + method);
            called.add((isExact ? owner : ANY) + "." + method);
        }
    }

    Method method(String type, String name, String descriptor) {
        Method method = new Method(type, name);
        methods.computeIfAbsent(type + "." + name + descriptor, key -> new ArrayList<>())
                .add(method);
        methods.computeIfAbsent(ANY + "." + name + descriptor, key -> new ArrayList<>())
                .add(method);
        return method;
    }

    void check() {
        Set<Method> open = new HashSet<>();
        methods.values()
                .forEach(same -> same.forEach(method -> {
                    missing(method);
                    whole(method, open);
                }));
    }

    /** What is not the pack's own is inherited, such as wait(). */
    private void missing(Method method) {
        method.targets.stream()
                .filter(target -> !methods.containsKey(target))
                .forEach(target -> refusals.add(method.type, method.name, "calls " + target.replace('/', '.')));
    }

    /** Instructions of the method and all that it calls; without end it is {@link Long#MAX_VALUE}. */
    private long whole(Method method, Set<Method> open) {
        if (method.whole > 0) {
            return method.whole;
        }
        if (open.size() > DEEPEST || !open.add(method)) {
            return Long.MAX_VALUE;
        }
        long sum = method.steps;
        for (String called : method.called) {
            long most = 0;
            for (Method target : methods.getOrDefault(called, List.of())) {
                most = Math.max(most, whole(target, open));
            }
            sum = most > MOST ? Long.MAX_VALUE : sum + most;
            if (sum > MOST) {
                break;
            }
        }
        open.remove(method);
        method.whole = sum > MOST ? Long.MAX_VALUE : sum;
        if (sum > MOST) {
            refusals.add(method.type, method.name, "calls itself, or does more than " + MOST + " instructions");
        }
        return method.whole;
    }
}
