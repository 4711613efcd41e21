"""MkDocs asks here for the pages that nobody writes: the reference of schedules, and lists."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from documentation.chapters import chapters
from documentation.decisions import decisions
from documentation.drawing import drawn
from documentation.pages import contents, page


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page a chapter, one of all kinds, a picture a kind, and the list of decisions."""
    _add(files, config, "adr/index.md", decisions(Path(config.docs_dir, "adr")))
    everything = chapters()
    _add(files, config, "schedules/index.md", contents(everything))
    for chapter in everything:
        _add(files, config, f"schedules/{chapter.name}.md", page(chapter))
        for entry in chapter.entries:
            _add(files, config, f"schedules/{entry.kind}.svg", drawn(entry))
    return files


def _add(files: Files, config: MkDocsConfig, path: str, content: str | bytes) -> None:
    files.append(File.generated(config, path, content=content))
