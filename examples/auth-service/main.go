// Auth-service registers users: PUT /user with a name and a password answers 200, and 409 where the name is taken.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

const (
	address      = ":9000"
	drainTimeout = 15 * time.Second
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "healthcheck" {
		os.Exit(healthcheck("http://127.0.0.1" + address + "/health"))
	}
	if err := serve(); err != nil {
		slog.Error("auth-service ends", "reason", err)
		os.Exit(1)
	}
}

// serve answers until SIGTERM, then takes no new connection and finishes the requests that are under way.
func serve() error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()

	url := os.Getenv("DATABASE_URL")
	if url == "" {
		return errors.New("DATABASE_URL is not set")
	}
	users, err := openUserTable(url)
	if err != nil {
		return err
	}
	defer users.Close()
	go users.prepare(ctx)

	server := &http.Server{
		Addr:              address,
		Handler:           routes(users, os.Getenv("VERSION")),
		ReadHeaderTimeout: 5 * time.Second,
		IdleTimeout:       2 * time.Minute,
	}
	failed := make(chan error, 1)
	go func() { failed <- server.ListenAndServe() }()
	slog.Info("auth-service listens", "address", address, "version", os.Getenv("VERSION"))

	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	slog.Info("auth-service finishes its requests")
	drain, cancel := context.WithTimeout(context.Background(), drainTimeout)
	defer cancel()
	return server.Shutdown(drain)
}

// healthcheck is what the image's HEALTHCHECK runs, because the image holds no other program that could ask.
func healthcheck(url string) int {
	client := &http.Client{Timeout: 2 * time.Second}
	response, err := client.Get(url)
	if err != nil {
		fmt.Println(err)
		return 1
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		fmt.Println(response.Status)
		return 1
	}
	return 0
}
