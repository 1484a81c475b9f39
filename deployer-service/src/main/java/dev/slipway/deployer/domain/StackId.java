package dev.slipway.deployer.domain;

/**
 * A stack in an environment; both names are {@code [a-z][a-z0-9-]*}.
 *
 * @param environment e.g. {@code integration}
 * @param stack e.g. {@code auth}
 */
public record StackId(String environment, String stack) {

    /** The orchestrator's name for it: {@code integration-auth}. */
    public String name() {
        return environment + "-" + stack;
    }

    /** The orchestrator's name of one of its services: {@code integration-auth_database}. */
    public String serviceName(String service) {
        return name() + "_" + service;
    }

    /** {@code integration/auth}: key of its events and lane of its deployments. */
    @Override
    public String toString() {
        return environment + "/" + stack;
    }
}
