@NullMarked
package dev.slipway.pipelinefile.yaml;

import org.jspecify.annotations.NullMarked;
