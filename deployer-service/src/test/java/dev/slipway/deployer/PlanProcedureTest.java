package dev.slipway.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.deployer.domain.DeploymentPlan;
import dev.slipway.deployer.domain.StackId;
import dev.slipway.events.Digest;
import dev.slipway.events.ImagePublished;
import dev.slipway.events.ImageReference;
import dev.slipway.events.PipelineRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanProcedureTest {

    @Test
    void imageGoesToTheEnvironmentsThatFollowItsRef() {
        DeploymentPlan develop = plan(new Repository(), "refs/heads/develop");
        DeploymentPlan tag = plan(new Repository(), "refs/tags/v1.1");

        assertThat(develop).isEqualTo(target("integration", "shop", "follow develop"));
        assertThat(tag).isEqualTo(target("production", "shop", "follow v*"));
    }

    @Test
    void stackWithoutNameIsCalledLikeItsComponent() {
        Repository unnamed = new Repository().with("deploy/stack.yml", Repository.STACK.replace("name: shop\n", ""));

        assertThat(plan(unnamed, "refs/heads/develop")).isEqualTo(target("integration", "web", "follow develop"));
    }

    @Test
    void refThatNobodyFollowsSaysWhoFollowsWhat() {
        assertThat(plan(new Repository(), "refs/heads/feature"))
                .isEqualTo(new DeploymentPlan.Nowhere("no environment follows refs/heads/feature:"
                        + " integration follows develop, production follows v*"));
    }

    @Test
    void missingStackFileIsNamed() {
        assertRefused(
                plan(new Repository().without("deploy/stack.yml"), "refs/heads/develop"),
                "the revision has no file deploy/stack.yml: add it, or correct environments.integration.stack");
    }

    @Test
    void missingPipelineFileIsNamed() {
        assertRefused(plan(new Repository().without("slipway.yml"), "refs/heads/develop"), "no file slipway.yml");
    }

    @Test
    void allMistakesOfAStackFileAreToldAtOnce() {
        Repository wrong = new Repository()
                .with(
                        "deploy/stack.yml",
                        Repository.STACK
                                .replace("replicas: 2", "replicas: many")
                                .replace("http: 9080", "htp: 9080"));

        DeploymentPlan plan = plan(wrong, "refs/heads/develop");

        assertRefused(plan, "deploy/stack.yml:6:");
        assertRefused(plan, "did you mean \"http\"?");
    }

    @Test
    void stackOfSeveralComponentsIsDeployedOnceByTheLastOneWithTheImagesOfThePush() {
        PlanProcedure procedure = new PlanProcedure(twoComponents(), new MemoryPublishedComponents());

        DeploymentPlan first = procedure.plan(published("api", 1));
        DeploymentPlan second = procedure.plan(published("web", 1));

        assertThat(first)
                .isEqualTo(new DeploymentPlan.Nowhere("integration/shop is deployed as soon as web is published too"));
        assertThat(second)
                .isEqualTo(new DeploymentPlan.Targets(List.of(new DeploymentPlan.Target(
                        new StackId("integration", "shop"),
                        "follow develop",
                        Map.of("api", image("api", 1), "web", image("web", 1))))));
    }

    @Test
    void repeatedPlanOfTheFirstComponentDeploysNothingASecondTime() {
        PlanProcedure procedure = new PlanProcedure(twoComponents(), new MemoryPublishedComponents());
        procedure.plan(published("api", 1));
        DeploymentPlan second = procedure.plan(published("web", 1));

        assertThat(procedure.plan(published("api", 1)))
                .isEqualTo(new DeploymentPlan.Nowhere("integration/shop is deployed together with web"));
        assertThat(procedure.plan(published("web", 1))).isEqualTo(second);
    }

    @Test
    void componentsOfDifferentPushesAreNeverDeployedTogether() {
        PlanProcedure procedure = new PlanProcedure(twoComponents(), new MemoryPublishedComponents());
        procedure.plan(published("api", 1));

        assertThat(procedure.plan(published("web", 2)))
                .isEqualTo(new DeploymentPlan.Nowhere("integration/shop is deployed as soon as api is published too"));
    }

    @Test
    void componentThatNoStackNamesIsPublishedOnly() {
        PlanProcedure procedure = new PlanProcedure(twoComponents(), new MemoryPublishedComponents());

        assertThat(procedure.plan(published("docs", 1)))
                .isEqualTo(new DeploymentPlan.Nowhere("integration/shop does not run the image of docs"));
    }

    @Test
    void stackThatRunsNoComponentIsRefused() {
        Repository wrong = new Repository()
                .with("deploy/stack.yml", Repository.STACK.replace("${IMAGE_web}", "debian:trixie-slim"));

        assertRefused(plan(wrong, "refs/heads/develop"), "write image: ${IMAGE_web}");
    }

    private static Repository twoComponents() {
        return new Repository()
                .with("slipway.yml", """
                        version: 1
                        components: { web: , api: , docs: }
                        environments:
                          integration: { follow: develop, stack: deploy/stack.yml }
                        """)
                .with(
                        "deploy/stack.yml",
                        Repository.STACK.replace(
                                "  database:\n    image: postgres:17", "  database:\n    image: ${IMAGE_api}"));
    }

    private static ImagePublished published(String component, long sequence) {
        return new ImagePublished(
                Pushes.push(sequence), component, Pushes.SOURCE, image(component, sequence), List.of("develop"));
    }

    private static ImageReference image(String component, long sequence) {
        return new ImageReference("127.0.0.1:15000/it/" + component, Digest.of("sha256:" + ("" + sequence).repeat(64)));
    }

    private static DeploymentPlan plan(Repository repository, String ref) {
        PipelineRun push = Pushes.push(1);
        PipelineRun run =
                new PipelineRun(push.id(), push.repository(), ref, push.revision(), push.version(), push.sequence());
        return new PlanProcedure(repository, new MemoryPublishedComponents())
                .plan(new ImagePublished(run, "web", Pushes.SOURCE, image("web", 1), List.of()));
    }

    private static DeploymentPlan target(String environment, String stack, String rule) {
        return new DeploymentPlan.Targets(List.of(
                new DeploymentPlan.Target(new StackId(environment, stack), rule, Map.of("web", image("web", 1)))));
    }

    private static void assertRefused(DeploymentPlan plan, String reason) {
        assertThat(plan)
                .isInstanceOfSatisfying(
                        DeploymentPlan.Refused.class,
                        refused -> assertThat(refused.failure().reason()).contains(reason));
    }
}
