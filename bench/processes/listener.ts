import WebSocket from 'ws';

/** What a listener says once it is connected: nothing (bare ws), or Socket.IO's own words with these contents. */
export type Greeting = { socketIo: false } | { socketIo: true; token?: string; streams?: string[] };

/**
 * Connects, and comes back when the server has answered all that the greeting asks. Speaks only as much of Engine.IO
 * and Socket.IO as that takes, so that a thousand of them cost little.
 * @param hear each message after that, as it came.
 */
export function listen(url: string, greeting: Greeting, hear: (message: Buffer) => void): Promise<WebSocket> {
  const address = greeting.socketIo ? `${url}/socket.io/?EIO=4&transport=websocket` : url;
  const socket = new WebSocket(address.replace(/^http/, 'ws'), { perMessageDeflate: false, skipUTF8Validation: true });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed before it was ready')));
    if (!greeting.socketIo) socket.once('open', () => resolve(socket));
    socket.on('message', (message: Buffer) => {
      if (message.length > 500 || !greeting.socketIo) return hear(message);
      const text = message.toString();
      const next = greeting.socketIo ? replyTo(text, greeting) : null;
      if (next === 'ready') resolve(socket);
      else if (next !== null) socket.send(next);
      else if (/^44|"denied"|"ok":false/.test(text)) reject(new Error(`refused: ${text}`));
      else hear(message);
    });
  });
}

/** What to answer the server, `ready` when it has said all there is to say first, null when it says something else. */
function replyTo(text: string, { token, streams }: { token?: string; streams?: string[] }): string | null {
  if (text === '2') return '3';
  if (text.startsWith('0{')) return token ? `40${JSON.stringify({ token })}` : '40';
  if (text.startsWith('40')) return streams ? watchRequest(streams) : 'ready';
  return text.startsWith('430[{"ok":true') && !text.includes('"denied"') ? 'ready' : null;
}

function watchRequest(streams: string[]): string {
  return `420${JSON.stringify(['watch', { streams: Object.fromEntries(streams.map((stream) => [stream, null])) }])}`;
}
