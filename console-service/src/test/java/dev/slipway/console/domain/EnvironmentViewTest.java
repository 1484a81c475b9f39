package dev.slipway.console.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipway.events.Deployed;
import dev.slipway.events.ImageReference;
import dev.slipway.events.LoadBalancerStarted;
import dev.slipway.events.LoadBalancerStopped;
import dev.slipway.events.RecordSetsChanged;
import dev.slipway.events.ReplicaCount;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentViewTest {

    private final Story story = new Story();

    @Test
    void stackOfSeveralComponentsShowsTheVersionOfEach() {
        ImageReference web = new ImageReference("registry.test/web", Story.DIGEST);
        story.then(new Deployed(
                story.run,
                "auth",
                "integration",
                "auth",
                Story.IMAGE,
                new ReplicaCount(1, 1, 0, 0),
                Map.of("auth", Story.IMAGE, "web", web)));

        assertThat(EnvironmentView.of(story.told()).getFirst().releases())
                .extracting(EnvironmentView.Release::component, EnvironmentView.Release::image)
                .containsExactlyInAnyOrder(tuple("auth", Story.IMAGE), tuple("web", web));
    }

    @Test
    void showsWhatServesUnderWhichName() {
        story.then(new Deployed(story.run, "auth", "integration", "auth", Story.IMAGE, new ReplicaCount(1, 1, 0, 0)))
                .then(new LoadBalancerStarted(
                        story.run, "integration", "auth", "web", List.of("192.0.2.1"), List.of(), null))
                .then(new RecordSetsChanged(
                        story.run, "example.test.", "web.auth.integration.example.test.", List.of()));

        EnvironmentView view = EnvironmentView.of(story.told()).getFirst();

        assertThat(view.releases())
                .extracting(release -> release.run().version())
                .containsExactly("develop-1");
        assertThat(view.loadBalancers())
                .extracting(EnvironmentView.LoadBalancer::name)
                .containsExactly("web.auth.integration.example.test.");
    }

    @Test
    void stoppedLoadBalancerIsGone() {
        story.then(new LoadBalancerStarted(
                        story.run, "integration", "auth", "web", List.of("192.0.2.1"), List.of(), null))
                .then(new LoadBalancerStopped(story.run, "integration", "auth", "web"));

        assertThat(EnvironmentView.of(story.told()).getFirst().loadBalancers()).isEmpty();
    }
}
