/** Events as `text/event-stream` has them: WHATWG HTML, 9.2, server-sent events. */

const BLANK_LINE = /\r\n\r\n|\n\n|\r\r/;

/**
 * Yield what a stream says, piece by piece as it arrives: an event's `data`, parsed, or null for
 * a comment, which says only that the other end is alive.
 */
export async function* messages(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    yield* split(reader);
  } finally {
    reader.cancel().catch(() => undefined); // a stream that is cut has nothing left to cancel
  }
}

async function* split(reader) {
  let waiting = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
    }
    const blocks = (waiting + value).split(BLANK_LINE);
    waiting = blocks.pop();
    yield* blocks.map(message);
  }
}

function message(block) {
  const lines = block.split(/\r\n|\n|\r/).filter((line) => line.startsWith("data:"));
  return lines.length
    ? JSON.parse(lines.map((line) => line.slice(5).trimStart()).join("\n"))
    : null;
}
