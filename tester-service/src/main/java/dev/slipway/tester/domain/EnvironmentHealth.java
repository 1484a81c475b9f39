package dev.slipway.tester.domain;

import java.util.List;

/**
 * Whether the script may begin.
 *
 * <table>
 *   <caption>the first row that fits decides</caption>
 *   <tr><th>services</th><th>the environment is</th></tr>
 *   <tr><td>one unhealthy, or ended with another code than 0</td><td>broken</td></tr>
 *   <tr><td>one not there, starting, restarting, or running without a word from its health check</td><td>waiting</td></tr>
 *   <tr><td>all healthy, running without a health check, or ended with 0</td><td>ready</td></tr>
 * </table>
 */
public sealed interface EnvironmentHealth {

    record Ready() implements EnvironmentHealth {}

    /** @param reason for people; of use when time runs out */
    record Waiting(String service, String reason) implements EnvironmentHealth {}

    record Broken(String service, String reason) implements EnvironmentHealth {}

    /** @param wanted names of the environment's services */
    static EnvironmentHealth of(Iterable<String> wanted, List<ServiceState> seen) {
        for (ServiceState state : seen) {
            if (state.isBroken()) {
                return new Broken(state.service(), state.described());
            }
        }
        for (ServiceState state : seen) {
            if (!state.isReady()) {
                return new Waiting(state.service(), state.described());
            }
        }
        for (String service : wanted) {
            if (seen.stream().noneMatch(state -> state.service().equals(service))) {
                return new Waiting(service, "was not started");
            }
        }
        return new Ready();
    }
}
