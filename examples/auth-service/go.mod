module example.org/auth-service

go 1.24

require github.com/lib/pq v1.10.9

// The driver comes with the builder image: a build needs no network.
replace github.com/lib/pq => /usr/share/gocode/src/github.com/lib/pq
