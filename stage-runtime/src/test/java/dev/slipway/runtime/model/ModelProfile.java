package dev.slipway.runtime.model;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The runtime without the threads that would act on their own, and without a broker. */
public final class ModelProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "slipway.model",
                "true",
                "quarkus.arc.exclude-types",
                "dev.slipway.runtime.StageWorker,dev.slipway.runtime.Reconciliation,"
                        + "dev.slipway.runtime.messaging.OutboxRelay,dev.slipway.runtime.ProbeStage,"
                        + "dev.slipway.runtime.ProbeHandler",
                "mp.messaging.outgoing.events.enabled",
                "false",
                "mp.messaging.incoming.commits.enabled",
                "false",
                // Late finishes, refusals and lost races are what this test is made of.
                "quarkus.log.category.\"dev.slipway\".level",
                "OFF",
                "quarkus.log.category.\"org.hibernate.orm.jdbc.error\".level",
                "OFF",
                "quarkus.log.category.\"com.arjuna\".level",
                "OFF",
                "slipway.stage.lease",
                "60s");
    }

    @Override
    public boolean disableGlobalTestResources() {
        return true;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(ModelDatabase.class));
    }
}
