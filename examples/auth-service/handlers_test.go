package main

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

// memoryStore keeps users in a map, and can be told to fail.
type memoryStore struct {
	mutex  sync.Mutex
	users  map[string]string
	broken error
}

func (store *memoryStore) Register(_ context.Context, name, passwordHash string) error {
	store.mutex.Lock()
	defer store.mutex.Unlock()
	if store.broken != nil {
		return store.broken
	}
	if _, taken := store.users[name]; taken {
		return errNameTaken
	}
	store.users[name] = passwordHash
	return nil
}

func (store *memoryStore) Ready(context.Context) error { return store.broken }

func ask(store userStore, method, path, body string) *httptest.ResponseRecorder {
	recorder := httptest.NewRecorder()
	routes(store, "v1.0").ServeHTTP(recorder, httptest.NewRequest(method, path, strings.NewReader(body)))
	return recorder
}

func newStore() *memoryStore { return &memoryStore{users: map[string]string{}} }

func TestRegistersAUserOnce(t *testing.T) {
	store := newStore()
	body := `{"name": "ada", "password": "engine"}`
	if got := ask(store, "PUT", "/user", body).Code; got != http.StatusOK {
		t.Errorf("first registration: %d", got)
	}
	if got := ask(store, "PUT", "/user", body).Code; got != http.StatusConflict {
		t.Errorf("second registration: %d", got)
	}
	if !passwordMatches("engine", store.users["ada"]) || passwordMatches("Engine", store.users["ada"]) {
		t.Errorf("stored password hash: %s", store.users["ada"])
	}
}

func TestRefusesBadInput(t *testing.T) {
	for body, reason := range map[string]string{
		``:                                     "must be JSON",
		`{"name": "ada"`:                       "must be JSON",
		`{"name": "ada", "rank": 1}`:           "unknown field",
		`{"password": "engine"}`:               "name is missing",
		`{"name": "ada"}`:                      "password is missing",
		`{"name": "a\nb", "password": "x"}`:    "control character",
		`{"name": "` + strings.Repeat("a", 65): "must be JSON",
		`{"name": "` + strings.Repeat("a", 65) + `", "password": "x"}`: "longer than 64",
	} {
		response := ask(newStore(), "PUT", "/user", body)
		if response.Code != http.StatusBadRequest || !strings.Contains(response.Body.String(), reason) {
			t.Errorf("%q: %d %s", body, response.Code, response.Body)
		}
	}
}

func TestSaysWhenTheDatabaseIsAway(t *testing.T) {
	store := newStore()
	if got := ask(store, "GET", "/health", ""); got.Code != http.StatusOK || got.Body.String() != "ok" {
		t.Errorf("healthy: %d %s", got.Code, got.Body)
	}
	store.broken = errors.New("connection refused")
	if got := ask(store, "GET", "/health", "").Code; got != http.StatusServiceUnavailable {
		t.Errorf("not healthy: %d", got)
	}
	if got := ask(store, "PUT", "/user", `{"name": "ada", "password": "x"}`).Code; got != http.StatusServiceUnavailable {
		t.Errorf("registration without a database: %d", got)
	}
}

func TestShowsVersionAndGreeting(t *testing.T) {
	for _, path := range []string{"/", "/version"} {
		body := ask(newStore(), "GET", path, "").Body.String()
		if !strings.Contains(body, "v1.0") || !strings.Contains(body, greeting) {
			t.Errorf("%s: %s", path, body)
		}
	}
	if got := ask(newStore(), "GET", "/elsewhere", "").Code; got != http.StatusNotFound {
		t.Errorf("unknown path: %d", got)
	}
}
