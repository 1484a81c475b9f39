package dev.slipway.tester.domain;

/**
 * One service of an environment at one moment, in the engine's words.
 *
 * @param state {@code created}, {@code running}, {@code restarting}, {@code exited}, {@code dead}, …
 * @param health {@code starting}, {@code healthy}, {@code unhealthy}; empty without a health check
 * @param exitCode 0 as long as it runs
 */
public record ServiceState(String service, String state, String health, int exitCode) {

    /** Serving, or done: a service that ends with 0 did what it was there for, such as migrating a database. */
    boolean isReady() {
        return isDone() || (state.equals("running") && (health.isEmpty() || health.equals("healthy")));
    }

    /** Goes by the exit code alone: state and code are read one after the other, and a state may already be old. */
    boolean isBroken() {
        return health.equals("unhealthy") || exitCode != 0;
    }

    private boolean isDone() {
        return state.equals("exited") && exitCode == 0;
    }

    /** For people: {@code is running, health check starting}. */
    String described() {
        if (exitCode != 0) {
            return "ended with exit code " + exitCode;
        }
        return "is " + state + (health.isEmpty() ? "" : ", its health check says " + health);
    }
}
