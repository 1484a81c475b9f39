#!/bin/sh
set -e
unformatted=$(gofmt -l .)
if [ -n "$unformatted" ]; then
  printf 'not formatted with gofmt:\n%s\n' "$unformatted"
  exit 1
fi
go vet ./...
go test ./...
go build -ldflags="-s -w" -o auth-service .
