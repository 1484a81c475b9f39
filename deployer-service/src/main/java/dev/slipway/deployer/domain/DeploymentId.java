package dev.slipway.deployer.domain;

import java.util.UUID;

/** Names one deployment; every attempt of it has the same id, so that a later one finds what an earlier one did. */
public record DeploymentId(UUID value) {

    public static DeploymentId of(String text) {
        return new DeploymentId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
