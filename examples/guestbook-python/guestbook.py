"""A guestbook in memory: POST / adds a line, GET / shows them all."""

from flask import Flask, request

app = Flask(__name__)
entries: list[str] = []


@app.get("/health")
def health() -> str:
    return "ok\n"


@app.get("/")
def show() -> str:
    return "".join(f"{entry}\n" for entry in entries)


@app.post("/")
def add() -> tuple[str, int]:
    entry = request.get_data(as_text=True).strip()[:200]
    if not entry:
        return "write something\n", 400
    entries.append(entry)
    return "thank you\n", 201
