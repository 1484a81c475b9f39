package dev.slipway.packager;

import dev.slipway.engine.ImageEngine;
import dev.slipway.engine.RegistryLogins;
import dev.slipway.packager.port.ImageRegistry;

/**
 * Where images are built and where they go.
 *
 * @param logins for the registry and for those of base images
 * @param address host and port of the registry
 */
public record PackagingSite(ImageEngine images, ImageRegistry registry, RegistryLogins logins, String address) {}
