package main

import (
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/lib/pq"
)

const (
	uniqueViolation = "23505"
	createTable     = `create table if not exists users (
		name          text primary key,
		password_hash text not null,
		registered_at timestamptz not null default now())`
)

// userTable keeps users in PostgreSQL.
type userTable struct {
	database *sql.DB
	prepared atomic.Bool
}

func openUserTable(url string) (*userTable, error) {
	database, err := sql.Open("postgres", url)
	if err != nil {
		return nil, err
	}
	database.SetMaxOpenConns(10)
	database.SetMaxIdleConns(10)
	database.SetConnMaxLifetime(5 * time.Minute)
	return &userTable{database: database}, nil
}

func (table *userTable) Close() { table.database.Close() }

// prepare creates the table, however long the database takes to come up.
func (table *userTable) prepare(ctx context.Context) {
	for wait := 100 * time.Millisecond; ; wait = min(2*wait, 2*time.Second) {
		_, err := table.database.ExecContext(ctx, createTable)
		if err == nil {
			table.prepared.Store(true)
			return
		}
		slog.Warn("the database is not ready yet", "reason", err, "next try in", wait)
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
	}
}

func (table *userTable) Ready(ctx context.Context) error {
	if !table.prepared.Load() {
		return errors.New("the table of users is not there yet")
	}
	return table.database.PingContext(ctx)
}

func (table *userTable) Register(ctx context.Context, name, passwordHash string) error {
	_, err := table.database.ExecContext(ctx, "insert into users (name, password_hash) values ($1, $2)", name, passwordHash)
	var refused *pq.Error
	if errors.As(err, &refused) && refused.Code == uniqueViolation {
		return errNameTaken
	}
	return err
}
