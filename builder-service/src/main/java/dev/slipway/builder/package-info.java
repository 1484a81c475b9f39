/**
 * Builds what was pushed. The main path:
 *
 * <ol>
 *   <li>{@link dev.slipway.builder.inbound.CommitHandler} receives the push and accepts it,
 *   <li>{@link dev.slipway.builder.inbound.BuildStage} takes it up and hands it to
 *   <li>{@link dev.slipway.builder.BuildProcedure}, the story, which checks out through
 *   <li>{@link dev.slipway.builder.port.SourceCheckout}, runs the build in a
 *   <li>{@link dev.slipway.builder.BuildContainer} as the {@link dev.slipway.builder.BuildPlan} says, and keeps what came of
 *       it with
 *   <li>{@link dev.slipway.builder.ArtifactCollection}.
 * </ol>
 */
@NullMarked
package dev.slipway.builder;

import org.jspecify.annotations.NullMarked;
