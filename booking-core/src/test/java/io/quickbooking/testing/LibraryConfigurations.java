package io.quickbooking.testing;

import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.util.ClassUtils;

/** The auto-configurations that a host gets by depending on the library. */
public final class LibraryConfigurations {
    private LibraryConfigurations() {}

    /** Returns those of the library and these of Spring Boot, in their order. */
    public static AutoConfigurations with(Class<?>... ofSpringBoot) {
        ClassLoader loader = LibraryConfigurations.class.getClassLoader();
        Stream<Class<?>> library = ImportCandidates.load(AutoConfiguration.class, loader).getCandidates().stream()
                .filter(name -> name.startsWith("io.quickbooking.core."))
                .map(name -> ClassUtils.resolveClassName(name, loader));
        return AutoConfigurations.of(
                Stream.concat(Arrays.stream(ofSpringBoot), library).toArray(Class<?>[]::new));
    }
}
