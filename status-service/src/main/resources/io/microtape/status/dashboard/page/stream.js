// Reads server-sent events from the body of an answer: what EventSource does, which cannot send a token.

export async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  let id;
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) {
        return;
      }
      text += value;
      const blocks = text.split(/\r?\n\r?\n/);
      text = blocks.pop();
      for (const block of blocks) {
        const event = parsed(block, id);
        id = event.id;
        // Also without data: a comment says that the connection lives.
        yield event;
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function parsed(block, lastId) {
  const event = { id: lastId, type: 'message', data: [], retry: undefined };
  for (const line of block.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') {
      event.data.push(value);
    } else if (field === 'event') {
      event.type = value;
    } else if (field === 'id') {
      event.id = value;
    } else if (field === 'retry') {
      event.retry = Number(value);
    }
  }
  return { ...event, data: event.data.length > 0 ? JSON.parse(event.data.join('\n')) : undefined };
}
