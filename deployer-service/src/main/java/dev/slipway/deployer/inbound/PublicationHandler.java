package dev.slipway.deployer.inbound;

import dev.slipway.runtime.Intake;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Published images, requested deployments, and requests to cancel. */
@ApplicationScoped
public class PublicationHandler {

    private final Intake intake;

    public PublicationHandler(Intake intake) {
        this.intake = intake;
    }

    @Incoming("images")
    @Blocking
    public void image(ConsumerRecord<String, byte[]> received) {
        intake.receive(received);
    }

    @Incoming("deployments")
    @Blocking
    public void deployment(ConsumerRecord<String, byte[]> received) {
        intake.receive(received);
    }

    @Incoming("commits")
    @Blocking
    public void commit(ConsumerRecord<String, byte[]> received) {
        intake.receive(received);
    }
}
