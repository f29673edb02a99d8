import { EventSourceParserStream } from 'eventsource-parser/stream';

/** The data of server-sent events as they arrive. */
export async function* events(response: Response): AsyncGenerator<string> {
  if (response.body === null) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream()).getReader();
  // Not every browser iterates over a stream.
  for (let event = await reader.read(); !event.done; event = await reader.read()) yield event.value.data;
}
