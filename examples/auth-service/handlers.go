package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"log/slog"
	"net/http"
	"time"
	"unicode/utf8"
)

var errNameTaken = errors.New("the name is taken")

// userStore keeps users. Register answers errNameTaken where the name exists.
type userStore interface {
	Register(ctx context.Context, name, passwordHash string) error
	Ready(ctx context.Context) error
}

type registration struct {
	Name     string `json:"name"`
	Password string `json:"password"`
}

func routes(users userStore, version string) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, "<!doctype html>\n<title>auth-service</title>\n<h1>%s</h1>\n<p>auth-service %s</p>\n",
			html.EscapeString(greeting), html.EscapeString(version))
	})
	mux.HandleFunc("GET /version", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, http.StatusOK, map[string]string{"service": "auth-service", "version": version, "greeting": greeting})
	})
	mux.HandleFunc("GET /health", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), time.Second)
		defer cancel()
		if err := users.Ready(ctx); err != nil {
			slog.Warn("not healthy", "reason", err)
			http.Error(w, "the database does not answer", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprint(w, "ok")
	})
	mux.HandleFunc("PUT /user", func(w http.ResponseWriter, r *http.Request) { register(w, r, users) })
	return mux
}

func register(w http.ResponseWriter, r *http.Request, users userStore) {
	var wanted registration
	body := json.NewDecoder(http.MaxBytesReader(w, r.Body, 4096))
	body.DisallowUnknownFields()
	if err := body.Decode(&wanted); err != nil {
		refuse(w, http.StatusBadRequest, `the body must be JSON such as {"name": "ada", "password": "…"}: `+err.Error())
		return
	}
	if reason := wanted.mistake(); reason != "" {
		refuse(w, http.StatusBadRequest, reason)
		return
	}
	hash, err := hashPassword(wanted.Password)
	if err == nil {
		err = users.Register(r.Context(), wanted.Name, hash)
	}
	switch {
	case err == nil:
		answer(w, http.StatusOK, map[string]string{"name": wanted.Name})
	case errors.Is(err, errNameTaken):
		refuse(w, http.StatusConflict, "the name "+wanted.Name+" is taken")
	default:
		slog.Error("registration failed", "reason", err)
		refuse(w, http.StatusServiceUnavailable, "the user could not be stored, try again")
	}
}

func (wanted registration) mistake() string {
	switch {
	case wanted.Name == "":
		return "name is missing"
	case utf8.RuneCountInString(wanted.Name) > 64:
		return "name is longer than 64 characters"
	case wanted.Password == "":
		return "password is missing"
	case len(wanted.Password) > 256:
		return "password is longer than 256 bytes"
	}
	for _, character := range wanted.Name {
		if character < ' ' || character == 0x7f {
			return "name holds a control character"
		}
	}
	return ""
}

func refuse(w http.ResponseWriter, status int, reason string) {
	answer(w, status, map[string]string{"error": reason})
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}
