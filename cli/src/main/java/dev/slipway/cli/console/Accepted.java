package dev.slipway.cli.console;

/** The console took a push. */
public record Accepted(String pipelineRun, long sequence, String version, boolean duplicate) {}
