/**
 * What a repository says about itself in {@code slipway.yml}, read strictly: every mistake at once, each with line,
 * column and what would be right. {@link dev.slipway.pipelinefile.PipelineFileReader} is the way in. Text from a
 * repository is hostile; nothing here opens a file, runs a command or looks at the environment.
 */
@NullMarked
package dev.slipway.pipelinefile;

import org.jspecify.annotations.NullMarked;
