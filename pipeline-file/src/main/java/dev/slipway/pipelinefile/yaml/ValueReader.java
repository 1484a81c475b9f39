package dev.slipway.pipelinefile.yaml;

import org.jspecify.annotations.Nullable;

/** Reads one value; answers null after it has reported a mistake, and only then. */
@FunctionalInterface
public interface ValueReader<T> {

    @Nullable
    T read(YamlValue value);
}
