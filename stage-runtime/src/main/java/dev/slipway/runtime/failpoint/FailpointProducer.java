package dev.slipway.runtime.failpoint;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The failpoints of this service, as configured. */
class FailpointProducer {

    private static final Logger LOG = Logger.getLogger(FailpointProducer.class);

    @Produces
    @Singleton
    Failpoints failpoints(FailpointConfig config, @ConfigProperty(name = "quarkus.application.name") String service) {
        return config.directory()
                .map(directory -> {
                    LOG.warnf(
                            "slipway.failpoints.directory is set: this process halts and fails as %s says", directory);
                    return Failpoints.obeying(directory, service, config.pause());
                })
                .orElseGet(Failpoints::none);
    }
}
