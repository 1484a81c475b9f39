#!/bin/bash
# One release of the sample with the commands that a person types; the first one creates the stack.
# BARE: repository; WORK: folder to clone into; REGISTRY: host:port; VERSION: tag; NAME: of test project and stack; STACK: its file
set -euo pipefail
rm -rf "$WORK"
git clone --quiet --depth 1 --branch develop "file://$BARE" "$WORK"
cd "$WORK"
chown -R 1000:1000 .
docker run --rm --cap-drop ALL --security-opt no-new-privileges --user 1000:1000 -e HOME=/tmp -e CI=true \
  -v "$PWD":/workspace -w /workspace slipway-demo/go-builder:1.24 ./compile.sh

export IMAGE=$REGISTRY/$NAME/auth-service:$VERSION IMAGE_auth_service=$REGISTRY/$NAME/auth-service:$VERSION VERSION
docker build --quiet --tag "$IMAGE" .
docker push --quiet "$IMAGE"

docker compose --project-name "$NAME-test" up --detach --wait
docker run --rm --network "$NAME-test_default" -v "$PWD":/workspace -w /workspace slipway-demo/go-builder:1.24 ./integration-test.sh
docker compose --project-name "$NAME-test" down --volumes

docker tag "$IMAGE" "$REGISTRY/$NAME/auth-service:develop"
docker push --quiet "$REGISTRY/$NAME/auth-service:develop"

if docker service inspect "${NAME}_auth-service" >/dev/null 2>&1; then
  docker service update --quiet --image "$IMAGE" --env-add "VERSION=$VERSION" "${NAME}_auth-service"
else
  docker stack deploy --compose-file "$STACK" "$NAME"
fi
