/** The deployer's own tables: releases, what serves where, certificates. */
@NullMarked
package dev.slipway.deployer.outbound.persistence;

import org.jspecify.annotations.NullMarked;
