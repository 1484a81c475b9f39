// A web service that says its version; the smallest one that can be rolled out without a dropped request.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	if len(os.Args) > 1 {
		answer, err := http.Get("http://127.0.0.1:9000/health")
		if err != nil || answer.StatusCode != http.StatusOK {
			fmt.Println("no good answer from /health")
			os.Exit(1)
		}
		return
	}
	http.HandleFunc("/health", func(w http.ResponseWriter, r *http.Request) {
		if os.Getenv("BROKEN") != "" {
			http.Error(w, "broken", http.StatusInternalServerError)
		}
	})
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(10 * time.Millisecond)
		fmt.Fprintf(w, "%s %s", os.Getenv("APP"), r.Header.Get("X-Forwarded-Proto"))
	})
	fmt.Println("listening as", os.Getenv("APP"))
	server := &http.Server{Addr: ":9000"}
	stop, _ := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	go server.ListenAndServe()
	<-stop.Done()
	patience, done := context.WithTimeout(context.Background(), 15*time.Second)
	defer done()
	server.Shutdown(patience)
}
