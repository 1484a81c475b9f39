package dev.slipway.tester.domain;

/**
 * One service of an environment at one moment, in the engine's words.
 *
 * @param state {@code created}, {@code running}, {@code restarting}, {@code exited}, {@code dead}, …
 * @param health {@code starting}, {@code healthy}, {@code unhealthy}; empty without a health check
 * @param exitCode means something once exited
 */
public record ServiceState(String service, String state, String health, int exitCode) {

    /** Serving, or done: a service that ends with 0 did what it was there for, such as migrating a database. */
    boolean isReady() {
        return isDone() || (state.equals("running") && (health.isEmpty() || health.equals("healthy")));
    }

    boolean isBroken() {
        return health.equals("unhealthy") || ((state.equals("exited") || state.equals("dead")) && exitCode != 0);
    }

    private boolean isDone() {
        return state.equals("exited") && exitCode == 0;
    }

    /** For people: {@code is running, health check starting}. */
    String described() {
        if (state.equals("exited") || state.equals("dead")) {
            return "ended with exit code " + exitCode;
        }
        return "is " + state + (health.isEmpty() ? "" : ", its health check says " + health);
    }
}
