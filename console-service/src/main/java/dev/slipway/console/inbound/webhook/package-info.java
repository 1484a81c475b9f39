/**
 * Webhooks of forges: {@link dev.slipway.console.inbound.webhook.WebhookResource} checks the signature over the bytes as
 * they came, and only then lets the forge's {@link dev.slipway.console.inbound.webhook.Dialect} read what they say.
 */
@NullMarked
package dev.slipway.console.inbound.webhook;

import org.jspecify.annotations.NullMarked;
