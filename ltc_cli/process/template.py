"""The processes that ltc brings along: commented YAML files, to begin with and to copy from."""

from pathlib import Path

from ltc_cli.errors import NotFound, nearest


def templates() -> list[str]:
    """The names of the templates, the default first."""
    names = sorted(path.stem for path in _folder().glob("*.yaml"))
    return sorted(names, key=lambda name: name != "consulting")


def template_text(name: str) -> str:
    """The YAML of a template; raises `NotFound` naming the nearest."""
    known = templates()
    if name not in known:
        close = nearest(name, known)
        hint = f"Did you mean {close}?" if close else f"Templates: {', '.join(known)}; or name a YAML file."
        raise NotFound(f"there is no process template {name!r}.", hint)
    return (_folder() / f"{name}.yaml").read_text(encoding="utf-8")


def _folder() -> Path:
    """Inside the package once installed; in a checkout, among the examples."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "examples" / "process"
