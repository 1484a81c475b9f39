/**
 * Content-addressed storage of what one stage leaves for the next, and the tar archives it is kept in. Bytes are named
 * by their digest and never change; services pass digests, never paths. {@link dev.slipway.artifact.ArtifactStore} is
 * the port, {@link dev.slipway.artifact.DirectoryArtifactStore} the adapter of a single machine;
 * {@link dev.slipway.artifact.Archive} reads archives that hostile code may have written. Knows no pipeline, no
 * container and no framework.
 */
@NullMarked
package dev.slipway.artifact;

import org.jspecify.annotations.NullMarked;
