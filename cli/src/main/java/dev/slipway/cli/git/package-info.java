/** What this command line asks git: the sample's repository. Arguments never meet a shell. */
@NullMarked
package dev.slipway.cli.git;

import org.jspecify.annotations.NullMarked;
