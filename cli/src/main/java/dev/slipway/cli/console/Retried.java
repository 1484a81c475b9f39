package dev.slipway.cli.console;

import java.util.List;

/** What the console has done again. */
public record Retried(String pipelineRun, List<String> stages) {}
