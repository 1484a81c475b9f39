package dev.slipway.events;

import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what a sender left out: a component of a record that is not {@link Nullable} must have a value. */
final class RequiredFields {

    private RequiredFields() {}

    /** @throws IllegalArgumentException naming the first missing field by its path */
    static void check(Object value) {
        check(value, "");
    }

    private static void check(Object value, String path) {
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            String name = path + component.getName();
            Object field = read(component, value);
            if (field == null && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                throw new IllegalArgumentException("field " + name + " is missing");
            }
            checkNested(field, name);
        }
    }

    private static void checkNested(@Nullable Object field, String name) {
        switch (field) {
            case Record nested -> check(nested, name + ".");
            case List<?> elements -> {
                for (int i = 0; i < elements.size(); i++) {
                    if (elements.get(i) == null) {
                        throw new IllegalArgumentException("field " + name + "[" + i + "] is null");
                    }
                    checkNested(elements.get(i), name + "[" + i + "]");
                }
            }
            case null, default -> {}
        }
    }

    private static @Nullable Object read(RecordComponent component, Object value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}
