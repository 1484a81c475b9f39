package dev.slipway.dns.inbound;

import dev.slipway.runtime.Intake;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears of load balancers, and of people who want a run to end. */
@ApplicationScoped
public class LoadBalancerHandler {

    private final Intake intake;

    public LoadBalancerHandler(Intake intake) {
        this.intake = intake;
    }

    @Incoming("load-balancers")
    @Blocking
    void loadBalancers(ConsumerRecord<String, byte[]> received) {
        intake.receive(received);
    }

    @Incoming("commits")
    @Blocking
    void commits(ConsumerRecord<String, byte[]> received) {
        intake.receive(received);
    }
}
