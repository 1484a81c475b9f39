package main

// What the front page says. Change it, push, and watch it arrive.
const greeting = "Hello from Slipway"
