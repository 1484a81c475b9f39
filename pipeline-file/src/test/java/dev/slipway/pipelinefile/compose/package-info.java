@NullMarked
package dev.slipway.pipelinefile.compose;

import org.jspecify.annotations.NullMarked;
