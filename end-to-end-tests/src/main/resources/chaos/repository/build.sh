# The whole product: a page that says which commit it is.
printf '%s\n' "$SLIPWAY_REVISION" >revision
