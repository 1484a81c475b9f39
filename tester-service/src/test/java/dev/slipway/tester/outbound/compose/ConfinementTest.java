package dev.slipway.tester.outbound.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.ResourceLimits;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ConfinementTest {

    private static final Map<String, String> OURS = Map.of("slipway.run", "r1");

    private final Confinement confinement = new Confinement(new ResourceLimits(1 << 30, 2, 512));

    @Test
    void everyServiceLosesItsPrivilegesAndGetsBounds() {
        Map<String, Object> service = confined(Map.of("image", "postgres:17"));

        assertThat(service)
                .containsEntry("image", "postgres:17")
                .containsEntry("cap_drop", List.of("ALL"))
                .containsEntry("cap_add", List.of("CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"))
                .containsEntry("security_opt", List.of("no-new-privileges:true"))
                .containsEntry("mem_limit", 1L << 30)
                .containsEntry("memswap_limit", 1L << 30)
                .containsEntry("pids_limit", 512)
                .containsEntry("cpus", "2.0")
                .containsKey("logging");
    }

    @Test
    void boundsOfTheFileAndItsOtherKeysStay() {
        assertThat(confined(Map.of("image", "a", "mem_limit", 64_000_000, "pids_limit", 7, "user", "1000")))
                .containsEntry("mem_limit", 64_000_000)
                .containsEntry("memswap_limit", 64_000_000)
                .containsEntry("pids_limit", 7)
                .containsEntry("user", "1000");
    }

    @Test
    void privilegesAndLabelsOfTheFileAreOverwritten() {
        assertThat(confined(Map.of(
                        "image", "a",
                        "cap_add", List.of("SYS_ADMIN"),
                        "security_opt", List.of("seccomp:unconfined"),
                        "labels", Map.of("slipway.run", "other", "team", "red"))))
                .containsEntry("cap_add", List.of("CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"))
                .containsEntry("security_opt", List.of("no-new-privileges:true"))
                .containsEntry("labels", Map.of("slipway.run", "r1", "team", "red"));
    }

    @Test
    void networkHasNoWayOutAndEverythingCarriesOurLabels() {
        Map<String, Object> tree = confinement.confine(
                Map.of("services", Map.of("a", Map.of("image", "a")), "volumes", Map.of("data", Map.of())), OURS);

        assertThat(tree.get("networks")).isEqualTo(Map.of("default", Map.of("internal", true, "labels", OURS)));
        assertThat(tree.get("volumes")).isEqualTo(Map.of("data", Map.of("labels", OURS)));
    }

    private Map<String, Object> confined(Map<String, Object> service) {
        Map<String, Object> tree = confinement.confine(Map.of("services", Map.of("a", service)), OURS);
        return childOf(childOf(tree, "services"), "a");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> childOf(Map<String, Object> tree, String key) {
        return (Map<String, Object>) Objects.requireNonNull(tree.get(key));
    }
}
