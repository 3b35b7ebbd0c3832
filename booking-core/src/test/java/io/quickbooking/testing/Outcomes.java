package io.quickbooking.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.objenesis.ObjenesisStd;

/** The sealed interfaces of the product, with the rules of docs/decisions/2026-12-01-match.md. */
public final class Outcomes {
    private static final int MOST_FUNCTIONS = 7;

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.quickbooking");

    /** Returns the interfaces whose cases callers decide. */
    public List<Class<?>> matched() {
        return all().filter(outcome -> matches(outcome).findAny().isPresent()).toList();
    }

    /** Verifies that match of this interface decides all its cases, and that each reaches its own function or method. */
    public void verify(Class<?> outcome) {
        assertThat(matches(outcome)).as("match of %s", outcome).hasSize(1);
        Method match = matches(outcome).findFirst().orElseThrow();
        List<Class<?>> cases = List.of(outcome.getPermittedSubclasses());
        assertThat(cases.size() > MOST_FUNCTIONS ? casesOfMethods(match) : casesOfFunctions(match))
                .as("cases of %s", match)
                .containsExactlyInAnyOrderElementsOf(cases);
        for (Class<?> one : cases) {
            leaves(one)
                    .forEach(leaf -> assertThat(reached(match, leaf))
                            .as("where %s leads to in %s", leaf, match)
                            .isEqualTo(one));
        }
    }

    /** Returns where an instanceof asks for a case of a sealed interface, other than in the interface itself. */
    public List<String> questions() {
        List<Class<?>> outcomes = all().toList();
        return classes.stream()
                .flatMap(asking -> asking.getInstanceofChecks().stream())
                .filter(check -> outcomes.stream()
                        .filter(outcome -> Arrays.stream(outcome.getPermittedSubclasses())
                                .anyMatch(one -> check.getRawType().isEquivalentTo(one)))
                        .anyMatch(outcome -> !check.getOwner().getOwner().isAssignableFrom(outcome)))
                .map(check -> check.getOwner().getFullName() + " " + check.getSourceCodeLocation())
                .toList();
    }

    private Stream<Class<?>> all() {
        return classes.stream()
                .filter(JavaClass::isInterface)
                .<Class<?>>map(JavaClass::reflect)
                .filter(Class::isSealed);
    }

    private static Stream<Method> matches(Class<?> outcome) {
        return Arrays.stream(outcome.getDeclaredMethods())
                .filter(method -> method.getName().equals("match"));
    }

    private static List<Class<?>> casesOfFunctions(Method match) {
        assertThat(match.getParameterTypes()).as("parameters of %s", match).containsOnly(Function.class);
        return Arrays.stream(match.getGenericParameterTypes())
                .<Class<?>>map(Outcomes::argument)
                .toList();
    }

    private static List<Class<?>> casesOfMethods(Method match) {
        assertThat(match.getParameterTypes()).as("parameters of %s", match).hasSize(1);
        return Arrays.stream(match.getParameterTypes()[0].getDeclaredMethods())
                .<Class<?>>map(method -> method.getParameterTypes()[0])
                .toList();
    }

    private static Class<?> argument(Type function) {
        return (Class<?>) ((ParameterizedType) function).getActualTypeArguments()[0];
    }

    private static Stream<Class<?>> leaves(Class<?> one) {
        return one.isSealed() ? Arrays.stream(one.getPermittedSubclasses()).flatMap(Outcomes::leaves) : Stream.of(one);
    }

    /** Returns the case whose function or method an instance of the class reaches. */
    private static Object reached(Method match, Class<?> leaf) {
        Class<?> taken = match.getParameterTypes()[0];
        Object[] answers = taken == Function.class
                ? Arrays.stream(match.getGenericParameterTypes())
                        .map(function -> (Function<Object, Object>) it -> argument(function))
                        .toArray()
                : new Object[] {
                    Proxy.newProxyInstance(
                            taken.getClassLoader(),
                            new Class<?>[] {taken},
                            (cases, method, arguments) -> method.getParameterTypes()[0])
                };
        try {
            match.setAccessible(true);
            return match.invoke(new ObjenesisStd().newInstance(leaf), answers);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(leaf + " reaches nothing in " + match, e);
        }
    }
}
