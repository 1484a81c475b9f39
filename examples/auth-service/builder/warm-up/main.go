// Warm-up imports what a small web service with a database imports, so that all of it is compiled once.
package main

import (
	_ "crypto/pbkdf2"
	_ "crypto/sha256"
	_ "database/sql"
	_ "encoding/json"
	_ "html"
	_ "log/slog"
	_ "net/http"
	_ "os/signal"

	_ "github.com/lib/pq"
)

func main() {}
