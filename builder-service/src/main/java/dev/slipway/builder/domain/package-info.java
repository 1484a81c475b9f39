/** What a build is about, in values: the source, what checking it out and building it came to. Knows no technology. */
@NullMarked
package dev.slipway.builder.domain;

import org.jspecify.annotations.NullMarked;
