package dev.slipway.engine;

import org.jspecify.annotations.Nullable;

/** Who we are to which registry. */
@FunctionalInterface
public interface RegistryLogins {

    RegistryLogins NONE = registry -> null;

    /**
     * @param registry host with optional port as in {@link ImageReference#registry}; null for the engine's default one
     * @return null for a registry without login
     */
    @Nullable
    RegistryCredentials at(@Nullable String registry);
}
