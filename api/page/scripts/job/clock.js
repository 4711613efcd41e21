/** When the epochs of runs were there, as far as a job's events tell. */

/** Knows how many seconds after its first start a run had which epochs. */
export class Clock {
  #started = new Map();
  #marks = new Map();

  hear(event) {
    const at = Date.parse(event.at) / 1000;
    if (event.type === "run.started" && !this.#started.has(event.run)) {
      this.#started.set(event.run, at);
      this.#marks.set(event.run, [[event.data.epochs_done ?? 0, 0]]);
    }
    if (event.type === "run.progress") {
      this.#mark(event.run, event.data.epochs_done, at);
    }
  }

  /** Return the seconds at which a run had each of these epochs, between two events in proportion. */
  seconds(run, epochs) {
    const marks = this.#marks.get(run) ?? [];
    if (marks.length < 2) {
      return epochs.map(() => null);
    }
    let place = 1;
    return epochs.map((epoch) => {
      while (place < marks.length - 1 && marks[place][0] < epoch) {
        place += 1;
      }
      return between(marks[place - 1], marks[place], epoch);
    });
  }

  #mark(run, epochs, at) {
    const marks = this.#marks.get(run);
    if (marks && epochs > marks.at(-1)[0]) {
      marks.push([epochs, at - this.#started.get(run)]);
    }
  }
}

function between([epoch, seconds], [nextEpoch, nextSeconds], wanted) {
  return seconds + ((nextSeconds - seconds) * (wanted - epoch)) / (nextEpoch - epoch);
}
