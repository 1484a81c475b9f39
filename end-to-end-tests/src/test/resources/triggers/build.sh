# Slow enough for pushes to pile up behind it.
sleep 5
printf '%s\n' "$SLIPWAY_REVISION" >revision
