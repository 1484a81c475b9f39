/**
 * Makes images out of artifacts, and gives tested ones their names. The main path:
 *
 * <ol>
 *   <li>{@link dev.slipway.packager.inbound.EventHandler} receives an event and accepts it,
 *   <li>{@link dev.slipway.packager.inbound.PackageStage} or {@link dev.slipway.packager.inbound.PublishStage} takes it up,
 *   <li>{@link dev.slipway.packager.PackagingProcedure} builds and pushes what was built, named by
 *   <li>{@link dev.slipway.packager.domain.ImagePlan},
 *   <li>{@link dev.slipway.packager.PublicationProcedure} tags what was tested, by
 *   <li>{@link dev.slipway.packager.domain.TagPlan}, in the {@link dev.slipway.packager.port.ImageRegistry}.
 * </ol>
 */
@NullMarked
package dev.slipway.packager;

import org.jspecify.annotations.NullMarked;
