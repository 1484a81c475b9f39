/**
 * Carries a published image to the environments that follow its ref, without a failed request.
 *
 * <ol>
 *   <li>{@link dev.slipway.deployer.inbound.PublicationHandler} receives events and hands them to the runtime,
 *   <li>{@link dev.slipway.deployer.PlanProcedure} finds the environments that follow the ref,
 *   <li>{@link dev.slipway.deployer.StackPreparation} renders the stack and sees to what it needs,
 *   <li>{@link dev.slipway.deployer.RolloutProcedure} hands it over, watches, keeps it or goes back,
 *   <li>{@link dev.slipway.deployer.domain.Rollout} decides which of the two,
 *   <li>{@link dev.slipway.deployer.inbound.DeployStage} says how it ended.
 * </ol>
 */
@NullMarked
package dev.slipway.deployer;

import org.jspecify.annotations.NullMarked;
