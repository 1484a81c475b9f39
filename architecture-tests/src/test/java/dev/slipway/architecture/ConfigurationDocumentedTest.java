package dev.slipway.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every key that a service reads stands in docs/configuration.md. */
class ConfigurationDocumentedTest {

    @Test
    void everyKeyIsDocumented() throws IOException {
        String documented = Files.readString(Path.of("..", "docs", "configuration.md"));
        List<String> keys = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.slipway").stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .map(JavaClass::reflect)
                        .flatMap(type ->
                                keys(type.getAnnotation(ConfigMapping.class).prefix(), type))
                        .toList();

        assertThat(keys).hasSizeGreaterThan(40);
        assertThat(keys).allSatisfy(key -> assertThat(documented).contains("`" + key));
    }

    private static Stream<String> keys(String prefix, Class<?> mapping) {
        return Arrays.stream(mapping.getDeclaredMethods())
                .filter(method -> !method.isSynthetic() && !method.isDefault())
                .flatMap(method -> keys(prefix, method));
    }

    private static Stream<String> keys(String prefix, Method method) {
        String key = prefix + "."
                + method.getName().replaceAll("(?<!^)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
        Class<?> type = method.getReturnType();
        boolean nested = type.isInterface() && type.getEnclosingClass() == method.getDeclaringClass();
        return nested ? keys(key, type) : Stream.of(key);
    }
}
