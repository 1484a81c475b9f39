@NullMarked
package dev.slipway.pipelinefile;

import org.jspecify.annotations.NullMarked;
