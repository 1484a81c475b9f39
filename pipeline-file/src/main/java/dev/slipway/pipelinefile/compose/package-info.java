/**
 * Compose files from repositories, read against an allow-list: {@link dev.slipway.pipelinefile.compose.StackFile} for
 * what is deployed, {@link dev.slipway.pipelinefile.compose.ComposeFile} for the environment of a test. Accepted text is
 * rebuilt as our own model, and only that model is ever written out again; the repository's file itself reaches no
 * engine.
 */
@NullMarked
package dev.slipway.pipelinefile.compose;

import org.jspecify.annotations.NullMarked;
