package dev.slipway.console.domain;

/** A place that hosts repositories and tells of pushes by webhook. */
public enum Forge {
    GITHUB,
    GITLAB,
    GITEA,
    FORGEJO,
    /** Bitbucket Cloud and Bitbucket Data Center. */
    BITBUCKET
}
