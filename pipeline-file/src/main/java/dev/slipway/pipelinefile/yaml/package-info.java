/**
 * Reading YAML node by node: bounded, without tags and duplicate keys, and with a place for every mistake. Knows
 * nothing of pipelines or Compose.
 */
@NullMarked
package dev.slipway.pipelinefile.yaml;

import org.jspecify.annotations.NullMarked;
