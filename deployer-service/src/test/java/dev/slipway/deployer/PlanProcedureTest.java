package dev.slipway.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.deployer.domain.DeploymentPlan;
import dev.slipway.deployer.domain.StackId;
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
                .isEqualTo(new DeploymentPlan.NobodyFollows("no environment follows refs/heads/feature:"
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

    private static DeploymentPlan plan(Repository repository, String ref) {
        return new PlanProcedure(repository).plan("web", Pushes.SOURCE, ref);
    }

    private static DeploymentPlan target(String environment, String stack, String rule) {
        return new DeploymentPlan.Targets(
                java.util.List.of(new DeploymentPlan.Target(new StackId(environment, stack), rule)));
    }

    private static void assertRefused(DeploymentPlan plan, String reason) {
        assertThat(plan)
                .isInstanceOfSatisfying(
                        DeploymentPlan.Refused.class,
                        refused -> assertThat(refused.failure().reason()).contains(reason));
    }
}
