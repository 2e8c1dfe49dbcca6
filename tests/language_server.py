"""The YAML language server that editors use, driven over its protocol (LSP on stdin and stdout)."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import threading
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest

PACKAGE = "yaml-language-server@2.0.0"
PATIENCE = 60.0


def server_command() -> list[str]:
    """Return how to start the server, installed once into the user's cache; skip the test where that cannot be."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        pytest.skip("the language server needs npm and node, which are not installed")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "perfplan-tests", PACKAGE)
    program = cache / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
    if not program.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        options = ["--prefix", str(cache), "--no-audit", "--no-fund", "--ignore-scripts"]
        done = subprocess.run([npm, "install", *options, PACKAGE], capture_output=True, text=True, check=False)
        if done.returncode or not program.is_file():
            pytest.skip(f"npm cannot install {PACKAGE}: {done.stderr.strip()[-300:]}")
    return [node, str(program), "--stdio"]


class LanguageServer:
    """A running server with one opened file."""

    def __init__(self, command: list[str], file: Path) -> None:
        self.uri = file.as_uri()
        self._child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._heard: queue.Queue[dict[str, Any]] = queue.Queue()
        self._diagnostics: list[dict[str, Any]] | None = None
        self._number = 0
        threading.Thread(target=self._listen, daemon=True).start()
        self.ask("initialize", {"processId": None, "rootUri": file.parent.as_uri(), "capabilities": CAPABILITIES})
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": SETTINGS})
        text = file.read_text(encoding="utf-8")
        opened = {"uri": self.uri, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": opened})

    def __enter__(self) -> LanguageServer:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._child.kill()
        self._child.communicate()

    def completions(self, line: int, character: int) -> dict[str, str]:
        """Return what is offered at a place (counted from 0), each with its documentation."""
        answer = self.ask("textDocument/completion", self._at(line, character))
        return {item["label"]: _text(item.get("documentation", "")) for item in answer["items"]}

    def hover(self, line: int, character: int) -> str:
        answer = self.ask("textDocument/hover", self._at(line, character))
        return _text(answer["contents"]) if answer else ""

    def diagnostics(self) -> list[tuple[int, str]]:
        """Return (line from 1, message) of what the server finds wrong, once it finds something."""
        while not self._diagnostics:
            self._take()
        return [(found["range"]["start"]["line"] + 1, found["message"]) for found in self._diagnostics]

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._take()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _at(self, line: int, character: int) -> dict[str, Any]:
        return {"textDocument": {"uri": self.uri}, "position": {"line": line, "character": character}}

    def _take(self) -> dict[str, Any]:
        message = self._heard.get(timeout=PATIENCE)
        if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == self.uri:
            self._diagnostics = message["params"]["diagnostics"]
        elif message.get("method") == "workspace/configuration":
            items = message["params"]["items"]
            answers = [SETTINGS.get(item.get("section") or "", {}) for item in items]
            self._send({"id": message["id"], "result": answers})
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": None})
        return message

    def _tell(self, method: str, params: dict[str, Any]) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._child.stdin is not None
        self._child.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._child.stdin.flush()

    def _listen(self) -> None:
        assert self._child.stdout is not None
        while head := self._child.stdout.readline():
            length = int(head.split(b":")[1])
            while self._child.stdout.readline().strip():
                pass
            self._heard.put(json.loads(self._child.stdout.read(length)))


CAPABILITIES: dict[str, Any] = {
    "textDocument": {"completion": {"completionItem": {"documentationFormat": ["markdown"]}}, "publishDiagnostics": {}},
    "workspace": {"configuration": True},
}
SETTINGS: dict[str, Any] = {
    "yaml": {
        "validate": True,
        "hover": True,
        "completion": True,
        "schemaStore": {"enable": False},
        "yamlVersion": "1.2",
    }
}


def _text(documentation: Any) -> str:
    return documentation["value"] if isinstance(documentation, dict) else str(documentation)
